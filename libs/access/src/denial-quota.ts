import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressNetwork } from './client-address';

const SECONDS = 60;
const PER_ADDRESS = 60;
const IN_ALL = 600;

/** How many denials of nobody in particular are kept: whoever floods with them must not fill the disk. */
export class DenialQuota {
  private readonly ofAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: SECONDS });
  private readonly all = new RateLimiterMemory({ points: IN_ALL, duration: SECONDS });

  /** True while there is room for one more from the address. */
  async take(address: string): Promise<boolean> {
    try {
      await this.ofAddress.consume(addressNetwork(address));
      await this.all.consume('all');
      return true;
    } catch {
      return false;
    }
  }
}
