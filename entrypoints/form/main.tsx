import { showPage } from '../page/show-page';
import { FormApp } from './app';

const address = new URL(location.href);
// In a frame the form wears the ticket page's theme, whatever the system's is.
const theme = address.searchParams.get('theme');
if (theme === 'dark' || theme === 'light') document.documentElement.dataset['theme'] = theme;

showPage((t) => t('popupNewAppointment'), <FormApp address={address} isFramed={window.top !== window} />);
