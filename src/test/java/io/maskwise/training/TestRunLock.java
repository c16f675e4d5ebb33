package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunLock {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("run/lock");
    }

    private RunLock acquire() {
        return RunLock.acquire(new org.apache.hadoop.fs.Path(file().toString()), new Configuration());
    }

    private void leave(LockHolder holder) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), Json.line(holder));
    }

    private static LockHolder here() {
        return LockHolder.here();
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
                    .hasMessageStartingWith("Cannot work on the run of " + folder.resolve("run") + ": process "
                            + here().pid() + " on " + here().host() + " does");
            lock.verify();
        }
    }

    @Test
    void aLockOfADeadProcessIsTakenOver() throws IOException {
        leave(new LockHolder(here().host(), Long.MAX_VALUE >> 32, 1, "t"));
        try (RunLock lock = acquire()) {
            lock.verify();
        }
    }

    @Test
    void aLockOfAnEarlierProcessOfTheSameNumberIsTakenOver() throws IOException {
        leave(new LockHolder(here().host(), here().pid(), 1, "t"));
        acquire().close();
    }

    @Test
    void aLockWithoutANameIsTakenOver() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"host\":");
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(60)));
        acquire().close();
    }

    @Test
    void aLockThatIsBeingWrittenIsNotTakenAway() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createFile(file());
        assertThatThrownBy(this::acquire)
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot lock the run with " + file()
                        + ": another process is taking it (try again in some seconds)");
        assertThat(file()).exists();
    }

    @Test
    void aLockOfAnotherHostIsRefusedWithTheRemedy() throws IOException {
        leave(new LockHolder("elsewhere", 1, 1, "t"));
        assertThatThrownBy(this::acquire)
                .hasMessageContaining("process 1 on elsewhere does")
                .hasMessageContaining("if it is dead, delete " + file());
    }

    @Test
    void aHolderWhoseLockIsTakenFindsOut() throws IOException {
        RunLock lock = acquire();
        leave(here());
        assertThatThrownBy(lock::verify)
                .hasMessage("Cannot go on with the run of " + folder.resolve("run")
                        + ": another process has taken it over (let that one finish)");
        lock.close();
        assertThat(file()).as("the other's lock").exists();
    }
}
