package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestProcessIdentity {
    private static final ProcessIdentity HERE = ProcessIdentity.here();

    private static ProcessIdentity startedAt(long seconds) {
        return new ProcessIdentity(HERE.host(), HERE.pid(), seconds);
    }

    @ParameterizedTest(name = "off by {0} s")
    @ValueSource(longs = {-2, -1, 0, 1, 2})
    void aStartThatAClockMovedALittleIsTheSame(long seconds) {
        assertThat(HERE.startedAt()).isPositive();
        assertThat(startedAt(HERE.startedAt() + seconds).isDead()).isFalse();
    }

    @ParameterizedTest(name = "off by {0} s")
    @ValueSource(longs = {-1000, -3, 3})
    void anotherStartIsAnotherProcess(long seconds) {
        assertThat(startedAt(HERE.startedAt() + seconds).isDead()).isTrue();
    }

    @Test
    void anUnknownStartDoesNotMakeAProcessDead() {
        assertThat(startedAt(ProcessIdentity.UNKNOWN).isDead()).isFalse();
    }

    @Test
    void aNumberThatNoProcessHasIsDead() {
        assertThat(new ProcessIdentity(HERE.host(), Long.MAX_VALUE >> 32, ProcessIdentity.UNKNOWN).isDead())
                .isTrue();
    }

    @Test
    void nothingIsKnownOfOtherMachines() {
        assertThat(new ProcessIdentity("elsewhere", Long.MAX_VALUE >> 32, 1).isDead())
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatNobodyReapsIsDead() throws IOException {
        Process parent = new ProcessBuilder("bash", "-c", "sleep 60 & exec sleep 60").start();
        try {
            await(() -> isSleeping(parent.toHandle()) && parent.children().anyMatch(TestProcessIdentity::isSleeping));
            ProcessHandle child = parent.children().findFirst().orElseThrow();
            ProcessIdentity identity = new ProcessIdentity(HERE.host(), child.pid(), ProcessIdentity.UNKNOWN);
            assertThat(identity.isDead()).isFalse();
            child.destroyForcibly();
            await(identity::isDead);
            assertThat(ProcessHandle.of(child.pid())).as("the zombie").isPresent();
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    /** The parent reaps its child for as long as it is a shell. */
    private static boolean isSleeping(ProcessHandle process) {
        return process.info().command().orElse("").matches(".*/(sleep|coreutils|busybox)");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time that this may take").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
