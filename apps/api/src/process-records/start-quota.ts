import { AccessRefusal } from '@app/access';
import { Config } from '@app/config';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;

/**
 * How many records each user and each token may create and start in a minute, at this process: a script that has run wild is
 * told so before the disk is full. What schedules start does not count.
 */
@Injectable()
export class StartQuota {
  private readonly limiter: RateLimiterMemory;
  private readonly most: number;

  constructor({ startsPerMinute }: Config) {
    this.most = startsPerMinute;
    this.limiter = new RateLimiterMemory({ points: startsPerMinute, duration: WINDOW_SECONDS });
  }

  /**
   * Takes so many, or none.
   * @param by user, or user and token
   * @throws AccessRefusal `throttled`, saying when it is worth trying again
   */
  async take(by: string, count: number): Promise<void> {
    await this.limiter.consume(by, count).catch(async (reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      // Those of a request are taken together or not at all: a smaller one may still fit.
      await this.limiter.reward(by, count);
      throw this.refusal(reason);
    });
  }

  private refusal({ msBeforeNext }: RateLimiterRes): AccessRefusal {
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    const words = `At most ${this.most} records are created and started in a minute; try again in ${seconds} s.`;
    return new AccessRefusal('throttled', words, seconds);
  }
}
