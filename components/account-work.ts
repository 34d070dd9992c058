import type { ConnectHelpdeskResult, SignInGoogleResult } from '../lib/domain/account-views';
import type { Problem } from '../lib/domain/problem';
import type { TextKey } from './texts';

/** What a press on an account's button has come to so far. */
export type AccountWork =
  | { readonly kind: 'idle' }
  /** The browser's question or the sign-in window is open. */
  | { readonly kind: 'working' }
  | { readonly kind: 'badAddress'; readonly why: BadAddress }
  | { readonly kind: 'badClientId'; readonly why: BadClientId }
  | { readonly kind: 'permissionDenied'; readonly host: string }
  | { readonly kind: 'needsPermission'; readonly origin: string }
  | { readonly kind: 'helpdeskRefused'; readonly host: string; readonly result: HelpdeskRefusal }
  | { readonly kind: 'googleRefused'; readonly result: GoogleRefusal }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'connected' };

export type HelpdeskRefusal = Extract<ConnectHelpdeskResult, { kind: 'refused' }>;
export type GoogleRefusal = Extract<SignInGoogleResult, { kind: 'refused' }>;

export type BadAddress =
  | 'empty'
  | 'notAnAddress'
  | 'incomplete'
  | 'notHttps'
  | 'hasPassword'
  | 'ipAddress'
  | 'noTenant';

export type BadClientId = 'empty' | 'cutShort' | 'secret' | 'notAClientId';

export const addressTexts: Record<BadAddress, TextKey> = {
  empty: 'optionsAddressEmpty',
  notAnAddress: 'optionsAddressNot',
  incomplete: 'optionsAddressIncomplete',
  notHttps: 'optionsAddressNotHttps',
  hasPassword: 'optionsAddressPassword',
  ipAddress: 'optionsAddressNumber',
  noTenant: 'optionsAddressMaker',
};

export const clientIdTexts: Record<BadClientId, TextKey> = {
  empty: 'optionsClientIdEmpty',
  cutShort: 'optionsClientIdCut',
  secret: 'optionsClientIdSecret',
  notAClientId: 'optionsClientIdNot',
};

/** What happened and what to do; `$1` is the helpdesk's host. */
export const helpdeskRefusalTexts: Record<HelpdeskRefusal['reason'], TextKey> = {
  badAddress: 'optionsRefusedBadAddress',
  notReachable: 'optionsRefusedNotReachable',
  notHalo: 'optionsRefusedNotHalo',
  unknownClient: 'optionsRefusedHelpdeskClient',
  windowClosed: 'optionsRefusedWindowClosed',
  denied: 'optionsRefusedHelpdeskDenied',
  noAgent: 'optionsRefusedNoAgent',
  agentDisabled: 'optionsRefusedAgentDisabled',
  failed: 'optionsRefusedFailed',
};

export const googleRefusalTexts: Record<GoogleRefusal['reason'], TextKey> = {
  badClientId: 'optionsClientIdNot',
  unknownClient: 'optionsRefusedGoogleClient',
  windowClosed: 'optionsRefusedWindowClosed',
  denied: 'optionsRefusedGoogleDenied',
  boxUnticked: 'optionsRefusedBoxes',
  notReachable: 'optionsRefusedGoogleNotReachable',
  failed: 'optionsRefusedFailed',
};
