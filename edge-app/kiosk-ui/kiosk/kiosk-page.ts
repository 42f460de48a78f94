/** What the shopper has opened beside scanning. The lane itself knows nothing of it. */
export type KioskPage = 'scan' | 'look-up' | 'bags' | 'member';
