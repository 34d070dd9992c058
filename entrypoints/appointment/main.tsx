import { showPage } from '../page/show-page';
import { AppointmentApp } from './app';

showPage((t) => t('popupNewAppointment'), <AppointmentApp />);
