import { showPage } from '../page/show-page';
import { WelcomeApp } from './app';

showPage((t) => t('welcomeTitle'), <WelcomeApp />);
