@echo off
rem The command line without a window: pneumoscope classify ... (docs/command-line.md)
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Pneumoscope.exe" "%~dp0..\app.asar\out\main\cli.js" %*
