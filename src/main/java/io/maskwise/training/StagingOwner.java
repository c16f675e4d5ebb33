package io.maskwise.training;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;

/**
 * Which process a temporary sibling belongs to, kept in its name: {@code .NAME.tmp-HOST-PID-START-UUID}.
 *
 * <p>A sibling is dead if its process is of this host and no longer runs, or if it is of another host, or
 * the host is not known, and it was last changed more than {@link #FOREIGN_LEASE} ago.
 *
 * @param process the process
 */
record StagingOwner(ProcessIdentity process) {
    /** How long a sibling made on another host is taken to be alive. */
    static final Duration FOREIGN_LEASE = Duration.ofDays(2);

    private static final String SUFFIX =
            "-(?<host>[A-Za-z0-9_.]+)-(?<pid>[0-9]{1,18})-(?<start>[0-9]{1,18}|[0-9a-f]{32}\\.[0-9]{1,18})-[0-9a-f-]{36}";
    private static final Pattern TEMPORARY = Pattern.compile("\\.(?<name>.+)\\.tmp" + SUFFIX);
    private static final Pattern REPLACED = Pattern.compile("\\.(?<name>.+)\\.old" + SUFFIX);

    static StagingOwner thisProcess() {
        return new StagingOwner(ProcessIdentity.here());
    }

    /** A fresh name for the unpublished content of {@code target}. */
    String temporaryName(String target) {
        return "." + target + ".tmp-" + suffix();
    }

    /** A fresh name for what is replaced at {@code target}. */
    String replacedName(String target) {
        return "." + target + ".old-" + suffix();
    }

    private String suffix() {
        return host() + "-" + process.pid() + "-" + process.startedAt() + "-" + UUID.randomUUID();
    }

    /** The process's host as it stands in names. */
    String host() {
        return process.host().replaceAll("[^A-Za-z0-9_.]", "_");
    }

    /** Whether the sibling holds unpublished content of {@code target} that nobody will publish. */
    boolean isDeadTemporary(FileStatus sibling, String target, long nowMillis) {
        return isDead(TEMPORARY, sibling, target, nowMillis);
    }

    /** Whether the sibling was moved away from {@code target} by a process that then died. */
    boolean isDeadReplaced(FileStatus sibling, String target, long nowMillis) {
        return isDead(REPLACED, sibling, target, nowMillis);
    }

    private boolean isDead(Pattern pattern, FileStatus sibling, String target, long nowMillis) {
        Matcher name = pattern.matcher(sibling.getPath().getName());
        if (!name.matches() || !name.group("name").equals(target)) {
            return false;
        }
        if (!process.isHere() || !name.group("host").equals(host())) {
            return nowMillis - sibling.getModificationTime() > FOREIGN_LEASE.toMillis();
        }
        return new ProcessIdentity(process.host(), Long.parseLong(name.group("pid")), name.group("start")).isDead();
    }
}
