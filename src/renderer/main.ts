import { mount } from 'svelte';
import App from './App.svelte';
import { createAppClient } from './app-client';
import ViewerWindow from './desk/ViewerWindow.svelte';
import './theme.css';
import './panels.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element');
// The second window is the same page under another query (main/ipc/page-protocol.ts).
const isViewerWindow = new URLSearchParams(window.location.search).get('window') === 'viewer';
mount(isViewerWindow ? ViewerWindow : App, { target, props: { client: createAppClient(window.pneumoscope) } });
