package io.maskwise.training;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A process, told from every other that had or will have its number: in containers, a restart gives the same again.
 *
 * @param host its machine; {@link #UNKNOWN_HOST} if that has no name of its own
 * @param pid its process id there
 * @param startedAt when it started, as Linux counts it: {@code BOOT.TICKS}, which no change of the clock moves; elsewhere
 *     in seconds of the epoch; {@link #UNKNOWN} if that cannot be read
 */
record ProcessIdentity(String host, long pid, String startedAt) {
    /** The start of a process that does not tell it. */
    static final String UNKNOWN = "0";

    /** The host of a process of which nobody can tell whether it is this one. */
    static final String UNKNOWN_HOST = "unknown";

    private static final Set<String> NO_NAMES = Set.of("", "(none)", "localhost", "localhost.localdomain");

    /** By how much the same start may be read differently where it moves with the clock. */
    private static final long SAME_START_SECONDS = 2;

    private static final ProcessIdentity HERE =
            of(hostName(), ProcessHandle.current().pid());

    /** This process. */
    static ProcessIdentity here() {
        return HERE;
    }

    private static ProcessIdentity of(String host, long pid) {
        return new ProcessIdentity(host, pid, ticksOf(pid).orElseGet(() -> String.valueOf(secondsOf(pid))));
    }

    /** Whether the process is of this machine. */
    boolean isHere() {
        return isOn(HERE.host);
    }

    /** Whether the process is of the machine with the name, as far as a name can tell. */
    boolean isOn(String machine) {
        return !host.equals(UNKNOWN_HOST) && host.equals(machine);
    }

    /** Whether the process is known to have ended: it was of this machine, and is no more or only waits to be reaped. */
    boolean isDead() {
        return isHere() && (ProcessHandle.of(pid).isEmpty() || isZombie() || isAnother());
    }

    private boolean isAnother() {
        if (startedAt.contains(".")) {
            return ticksOf(pid).filter(start -> !start.equals(startedAt)).isPresent();
        }
        long start = secondsOf(pid);
        long known = Long.parseLong(startedAt);
        return start != 0 && known != 0 && Math.abs(start - known) > SAME_START_SECONDS;
    }

    /** Whether it has ended and nobody asked how, which in a container without an init can stay so for ever. */
    private boolean isZombie() {
        return text("/proc/" + pid + "/stat")
                .filter(stat -> fields(stat)[0].equals("Z"))
                .isPresent();
    }

    private static Optional<String> ticksOf(long pid) {
        return text("/proc/" + pid + "/stat")
                .flatMap(stat -> text("/proc/sys/kernel/random/boot_id")
                        .map(boot -> boot.replace("-", "") + "." + ticksIn(stat)));
    }

    /** The start in a line of {@code /proc/PID/stat}, in ticks since the machine started: the 22nd field, see proc(5). */
    static long ticksIn(String stat) {
        return Long.parseLong(fields(stat)[19]);
    }

    /** The fields from the third on, the state: the second, the program's name, may hold spaces and parentheses. */
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static long secondsOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::getEpochSecond)
                .orElse(0L);
    }

    /** A name that does not depend on whether it can be resolved. */
    private static String hostName() {
        return text("/proc/sys/kernel/hostname")
                .filter(ProcessIdentity::isName)
                .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")).filter(ProcessIdentity::isName))
                .or(() -> resolvedName().filter(ProcessIdentity::isName))
                .orElse(UNKNOWN_HOST);
    }

    /** Whether it tells a machine from others. */
    static boolean isName(String host) {
        return !NO_NAMES.contains(host);
    }

    private static Optional<String> resolvedName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (IOException nameless) {
            return Optional.empty();
        }
    }

    /** What is in a file of Linux; nothing elsewhere, or where the process has gone. */
    private static Optional<String> text(String file) {
        try {
            return Optional.of(new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
