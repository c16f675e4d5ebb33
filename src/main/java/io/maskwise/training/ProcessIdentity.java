package io.maskwise.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process, told from every other that had or will have its number: in containers, a restart gives the same again.
 *
 * @param host its machine
 * @param pid its process id there
 * @param startedAt when it started, in seconds of the epoch; {@link #UNKNOWN} if that cannot be read
 */
record ProcessIdentity(String host, long pid, long startedAt) {
    /** The start of a process that does not tell it. */
    static final long UNKNOWN = 0;

    /** Linux counts starts from a boot time that moves with the clock: the same start is read a little differently. */
    private static final long SAME_START_SECONDS = 2;

    private static final ProcessIdentity HERE =
            new ProcessIdentity(hostName(), ProcessHandle.current().pid(), startOf(ProcessHandle.current()));

    /** This process. */
    static ProcessIdentity here() {
        return HERE;
    }

    /** Whether the process is known to have ended: it was of this machine, and is no more or only waits to be reaped. */
    boolean isDead() {
        return host.equals(HERE.host)
                && ProcessHandle.of(pid)
                        .map(process -> isZombie() || isAnother(process))
                        .orElse(true);
    }

    private boolean isAnother(ProcessHandle process) {
        long start = startOf(process);
        return start != UNKNOWN && startedAt != UNKNOWN && Math.abs(start - startedAt) > SAME_START_SECONDS;
    }

    /** Whether it has ended and nobody asked how, which in a container without an init can stay so for ever. */
    private boolean isZombie() {
        try {
            byte[] status = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "stat"));
            String line = new String(status, StandardCharsets.ISO_8859_1);
            // The state follows the program's name, which stands in parentheses and may hold some itself.
            return line.startsWith(") Z", line.lastIndexOf(')'));
        } catch (IOException notLinux) {
            return false;
        }
    }

    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::getEpochSecond).orElse(UNKNOWN);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
