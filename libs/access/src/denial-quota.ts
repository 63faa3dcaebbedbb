import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressNetwork } from './client-address';

const SECONDS = 60;
const PER_ADDRESS = 60;
const IN_ALL = 600;

/** How many denials of nobody in particular are kept: whoever floods with them must not fill the disk. */
export class DenialQuota {
  private readonly requests = new Share();
  // Of their own, so that nobody can keep guesses out of the audit with other requests. Names that exist have no
  // better share than others: a guess would otherwise take longer where its entry is written.
  private readonly guesses = new Share();

  /**
   * True while there is room for one more from the address.
   * @param isGuess it was an attempt with a password
   */
  take(address: string, isGuess: boolean): Promise<boolean> {
    return (isGuess ? this.guesses : this.requests).take(addressNetwork(address));
  }
}

class Share {
  private readonly ofNetwork = new RateLimiterMemory({ points: PER_ADDRESS, duration: SECONDS });
  private readonly all = new RateLimiterMemory({ points: IN_ALL, duration: SECONDS });

  async take(network: string): Promise<boolean> {
    try {
      await this.ofNetwork.consume(network);
      await this.all.consume('all');
      return true;
    } catch {
      return false;
    }
  }
}
