import { readPopupRecord } from '../../lib/storage/popup-record';
import { showPage } from '../page/show-page';
import { PopupApp } from './app';

// The skeleton stands until the one record is here: the first thing drawn by script is the agenda.
readPopupRecord().then((record) => showPage((t) => t('extensionName'), <PopupApp record={record} />));
