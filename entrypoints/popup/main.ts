// The skeleton needs no script, so it is painted while this loads.
void import('./start').then(({ startPopup }) => startPopup());
