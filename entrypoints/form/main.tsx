import { showPage } from '../page/show-page';
import { FormApp } from './app';

const { searchParams } = new URL(location.href);
// In a frame the form wears the ticket page's theme, whatever the system's is.
const theme = searchParams.get('theme');
if (theme === 'dark' || theme === 'light') document.documentElement.dataset['theme'] = theme;

showPage((t) => t('popupNewAppointment'), <FormApp token={searchParams.get('token') ?? ''} />);
