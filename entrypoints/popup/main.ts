// The skeleton is painted first; everything that takes time to load comes after that frame.
requestAnimationFrame(() => setTimeout(() => void import('./start').then(({ startPopup }) => startPopup())));
