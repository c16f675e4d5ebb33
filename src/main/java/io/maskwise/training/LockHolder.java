package io.maskwise.training;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.UUID;

/**
 * The process that holds a lock.
 *
 * @param host its machine
 * @param pid its process id there
 * @param startedAt when the process started, in seconds of the epoch, because process ids come around; 0 if unknown
 * @param token tells this hold from any other, of the same process too
 */
record LockHolder(String host, long pid, long startedAt, String token) {
    /** A new hold of this process. */
    static LockHolder here() {
        ProcessHandle process = ProcessHandle.current();
        return new LockHolder(
                hostName(), process.pid(), startOf(process), UUID.randomUUID().toString());
    }

    /** Whether the process is known to have ended: it was of this machine and runs no more. */
    boolean isDead() {
        return host.equals(hostName())
                && ProcessHandle.of(pid)
                        .map(process -> startOf(process) != startedAt)
                        .orElse(true);
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
