import './popup.css';
import { readPopupRecord } from '../../lib/storage/popup-record';
import { showPage } from '../page/show-page';
import { PopupApp } from './app';

/** Draws the popup from its one record: the first thing drawn by script is the agenda. */
export async function startPopup(): Promise<void> {
  const record = await readPopupRecord();
  showPage((t) => t('extensionName'), <PopupApp record={record} />);
}
