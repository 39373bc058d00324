import { mount } from 'svelte';
import App from './App.svelte';
import { createAppClient } from './app-client';
import './theme.css';
import './panels.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app element');
mount(App, { target, props: { client: createAppClient(window.pneumoscope) } });
