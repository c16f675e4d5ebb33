package io.maskwise.training;

import java.util.UUID;

/**
 * Who holds a lock.
 *
 * @param process the process that does
 * @param token tells this hold from any other, of the same process too
 */
record LockHolder(ProcessIdentity process, String token) {
    /** A new hold of this process. */
    static LockHolder here() {
        return new LockHolder(ProcessIdentity.here(), UUID.randomUUID().toString());
    }
}
