package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestRunLock {
    @TempDir
    Path folder;

    private Path run() {
        return folder.resolve("runs/one");
    }

    private Path file() {
        return folder.resolve("runs/.one.lock");
    }

    private RunLock acquire() {
        return acquire(InstantSource.system());
    }

    private RunLock acquire(InstantSource clock) {
        return RunLock.acquire(new org.apache.hadoop.fs.Path(run().toString()), new Configuration(), clock);
    }

    private void leave(ProcessIdentity process) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), Json.line(new LockHolder(process, "t")));
    }

    private static ProcessIdentity here() {
        return ProcessIdentity.here();
    }

    @Test
    void aLockIsRemovedWhenItsHolderIsDone() {
        acquire().close();
        assertThat(file()).doesNotExist();
        acquire().close();
    }

    @Test
    void aLockOfALiveProcessIsRefused() {
        try (RunLock lock = acquire()) {
            assertThatThrownBy(this::acquire)
                    .isInstanceOf(MaskwiseException.class)
                    .hasMessageStartingWith("Cannot work on the run of " + run() + ": process " + here().pid() + " on "
                            + here().host() + " does");
            lock.verify();
        }
    }

    @Test
    void aLockOfADeadProcessIsTakenOver() throws IOException {
        leave(new ProcessIdentity(here().host(), Long.MAX_VALUE >> 32, "1"));
        try (RunLock lock = acquire()) {
            lock.verify();
        }
    }

    @Test
    void aLockOfAnEarlierProcessOfTheSameNumberIsTakenOver() throws IOException {
        leave(new ProcessIdentity(here().host(), here().pid(), "1"));
        acquire().close();
    }

    @Test
    void aLockWhoseStartIsInSecondsIsStillRead() throws IOException {
        long seconds =
                ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();
        leave(here());
        Files.writeString(
                file(),
                "{\"process\":{\"host\":\"%s\",\"pid\":%d,\"startedAt\":%d},\"token\":\"t\"}"
                        .formatted(here().host(), here().pid(), seconds));
        assertThatThrownBy(this::acquire).hasMessageContaining("process " + here().pid() + " on ");
    }

    @ParameterizedTest(name = "{0} s old")
    @ValueSource(longs = {5, 60, -5})
    void aLockWithoutANameIsTakenOver(long age) throws IOException {
        acquire(leftWithoutAName(age)).close();
    }

    @ParameterizedTest(name = "{0} s old")
    @ValueSource(longs = {0, 4, -4})
    void aLockThatIsBeingWrittenIsNotTakenAway(long age) throws IOException {
        InstantSource clock = leftWithoutAName(age);
        assertThatThrownBy(() -> acquire(clock))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot lock the run with " + file()
                        + ": another process is taking it (try again in some seconds)");
        assertThat(file()).exists();
    }

    /** A lock without a name, and a clock by which it is so old. */
    private InstantSource leftWithoutAName(long seconds) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"host\":");
        Instant written = Instant.parse("2024-01-01T00:00:00Z");
        Files.setLastModifiedTime(file(), FileTime.from(written));
        return InstantSource.fixed(written.plusSeconds(seconds));
    }

    @Test
    void aPlaceThatCannotBeLockedIsNamedWithTheCause() throws IOException {
        Files.createFile(file().getParent());
        assertThatThrownBy(this::acquire)
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot lock the run with " + file() + ": ")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aLockOfAnotherHostIsRefusedWithTheRemedy() throws IOException {
        leave(new ProcessIdentity("elsewhere", 1, "1"));
        assertThatThrownBy(this::acquire)
                .hasMessageContaining("process 1 on elsewhere does")
                .hasMessageContaining("if it is dead, delete " + file());
    }

    @Test
    void aHolderWhoseLockIsTakenFindsOut() throws IOException {
        RunLock lock = acquire();
        leave(here());
        assertThatThrownBy(lock::verify)
                .hasMessage("Cannot go on with the run of " + run()
                        + ": another process has taken it over (let that one finish)");
        lock.close();
        assertThat(file()).as("the other's lock").exists();
    }
}
