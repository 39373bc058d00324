#!/bin/bash
# After installing or updating. electron-builder fills in the names. Never fails: an installed application without a menu entry is better
# than a package that is half installed.

# Chromium's sandbox needs user namespaces. Where the system has none, its helper gets the right to make a sandbox instead (setuid root).
if ! { [[ -L /proc/self/ns/user ]] && unshare --user true; } 2> /dev/null; then
  chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox' || true
else
  chmod 0755 '/opt/${sanitizedProductName}/chrome-sandbox' || true
fi

# Ubuntu since 23.10 lets a program use user namespaces only with a profile that says so. Older AppArmors cannot read it, and need none.
profile='/etc/apparmor.d/${executable}'
shipped='/opt/${sanitizedProductName}/resources/apparmor-profile'
if apparmor_status --enabled > /dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$shipped" > /dev/null 2>&1; then
  cp -f "$shipped" "$profile"
  # In an image that is being made for other machines there is no kernel of theirs to tell.
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
  fi
fi

if hash update-mime-database 2> /dev/null; then update-mime-database /usr/share/mime || true; fi
if hash update-desktop-database 2> /dev/null; then update-desktop-database /usr/share/applications || true; fi
exit 0
