#!/bin/bash
# After removing. dpkg says `remove`, `purge`, or `upgrade`; rpm says how many versions stay.
case "${1-}" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled > /dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi

if hash update-mime-database 2> /dev/null; then update-mime-database /usr/share/mime || true; fi
if hash update-desktop-database 2> /dev/null; then update-desktop-database /usr/share/applications || true; fi

if [ "$1" != purge ]; then
  echo 'Each user'"'"'s cases, settings and models stay in ~/.local/share/pneumoscope. Delete that folder to remove them as well.'
fi
exit 0
