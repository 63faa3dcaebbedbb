import { createHmac, randomBytes } from 'node:crypto';
import { wrongCredentials } from './access-refusal';
import { BoundedMap } from './bounded-map';
import type { PasswordHasher } from './password-hasher';
import type { SignInThrottle } from './sign-in-throttle.repository';
import type { PasswordOwner, UserRepository } from './user.repository';

const MOST_REMEMBERED = 1_000;

/** A name and a password as somebody gave them, and from where. */
export interface GivenPassword {
  readonly name: string;
  readonly password: string;
  readonly address: string;
}

/** The password of a user's that was found to be right. */
interface RightPassword {
  readonly userId: string;
  readonly version: number;
}

/** Checks passwords, with limits for guessing. */
export class PasswordCheckService {
  // Only this process can make these digests, so that what is remembered is of no use elsewhere.
  private readonly key = randomBytes(32);
  private readonly right = new BoundedMap<RightPassword>(MOST_REMEMBERED);
  private readonly underWay = new Map<string, Promise<PasswordOwner>>();

  constructor(
    private readonly users: UserRepository,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
  ) {}

  /**
   * The user whose password it is. The work is the same whether the name exists or not.
   * @throws AccessRefusal when it is wrong, or after too many attempts
   */
  async check(given: GivenPassword): Promise<PasswordOwner> {
    const owner = await this.users.findPasswordOwner(given.name, given.address);
    const attempt = { name: given.name, address: given.address, knownAddress: owner?.knownAddress ?? false };
    await this.throttle.begin(attempt);
    const matches = await this.hasher.verify(owner?.passwordHash ?? null, given.password);
    if (owner === null || !matches || owner.passwordHash === null || owner.disabledAt !== null)
      throw wrongCredentials(owner?.name);
    await this.throttle.succeeded(attempt);
    await this.users.knowAddress(owner.id, given.address);
    if (this.hasher.isOutdated(owner.passwordHash))
      await this.users.rehash(owner.id, owner.passwordVersion, await this.hasher.hash(given.password));
    return owner;
  }

  /**
   * As `check`, for passwords that come with every request: what was right before is not hashed again, for as long as
   * the user keeps that password, and requests at the same time share one check.
   */
  async checkAgain(given: GivenPassword): Promise<PasswordOwner> {
    const digest = this.digestOf(given);
    const right = this.right.get(digest);
    if (right !== undefined) {
      const owner = await this.users.findPasswordOwner(given.name, given.address);
      if (owner?.id === right.userId && owner.passwordVersion === right.version && owner.disabledAt === null)
        return owner;
      this.right.delete(digest);
    }
    const shared = this.underWay.get(digest) ?? this.begin(digest, given);
    return shared;
  }

  private begin(digest: string, given: GivenPassword): Promise<PasswordOwner> {
    const check = this.check(given).then((owner) => {
      this.right.set(digest, { userId: owner.id, version: owner.passwordVersion });
      return owner;
    });
    this.underWay.set(digest, check);
    const forget = (): unknown => this.underWay.delete(digest);
    check.then(forget, forget);
    return check;
  }

  private digestOf({ name, password, address }: GivenPassword): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([name, password, address]))
      .digest('base64url');
  }
}
