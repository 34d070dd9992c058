import { showPage } from '../page/show-page';
import { OptionsApp } from './app';

showPage((t) => t('optionsTitle'), <OptionsApp />);
