import type { Follower } from '../database/followers.ts';
import { chargedPricesFollower, labelsFollower, ordersFollower, tagsFollower } from './shelf-followers.ts';
import { paymentsFollower, receiptsFollower, stockFollower, takingsFollower } from './trade-followers.ts';

/** Everything that follows the journal in the store. Each can be dropped and rebuilt from it. */
export const allFollowers = (timeZone: string): readonly Follower[] => [
  receiptsFollower, paymentsFollower, chargedPricesFollower, labelsFollower, tagsFollower, stockFollower, takingsFollower(timeZone), ordersFollower,
];
