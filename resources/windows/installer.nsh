; Said once, when it is taken off for good; an update takes the old version off in silence.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_OK|MB_ICONINFORMATION "Your cases, settings and models stay in $APPDATA\Pneumoscope. Delete that folder if you want to remove them as well." /SD IDOK
  ${endIf}
!macroend
