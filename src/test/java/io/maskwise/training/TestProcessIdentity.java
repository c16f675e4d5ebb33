package io.maskwise.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestProcessIdentity {
    private static final ProcessIdentity HERE = ProcessIdentity.here();

    private static final long STARTED =
            ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();

    private static ProcessIdentity startedAt(String start) {
        return new ProcessIdentity(HERE.host(), HERE.pid(), start);
    }

    @ParameterizedTest(name = "off by {0} s")
    @ValueSource(longs = {-2, -1, 0, 1, 2})
    void aStartThatAClockMovedALittleIsTheSame(long seconds) {
        assertThat(startedAt(String.valueOf(STARTED + seconds)).isDead()).isFalse();
    }

    @ParameterizedTest(name = "off by {0} s")
    @ValueSource(longs = {-1000, -3, 3})
    void anotherStartIsAnotherProcess(long seconds) {
        assertThat(startedAt(String.valueOf(STARTED + seconds)).isDead()).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void onLinuxAStartIsCountedFromTheBootWhateverTheClockShows() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        assertThat(HERE.startedAt()).matches(boot.replace("-", "") + "\\.[1-9][0-9]*");
        assertThat(HERE.isDead()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anotherTickIsAnotherProcess() {
        int dot = HERE.startedAt().indexOf('.') + 1;
        long ticks = Long.parseLong(HERE.startedAt().substring(dot));
        assertThat(startedAt(HERE.startedAt().substring(0, dot) + (ticks + 1)).isDead())
                .isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatRanBeforeTheMachineStartedAnewIsDead() {
        String ticks = HERE.startedAt().substring(HERE.startedAt().indexOf('.'));
        assertThat(startedAt("0123456789abcdef0123456789abcdef" + ticks).isDead())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "a b", "a) S 9 9", "(x)", ") Z ("})
    void theNameOfAProgramDoesNotHideItsStart(String name) {
        assertThat(ProcessIdentity.ticksIn(
                        "7 (" + name + ") R 1 2 3 0 -1 4 5 0 0 0 0 0 0 0 20 0 1 0 669237 3133440 389"))
                .isEqualTo(669237);
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
        assertThat(new ProcessIdentity("elsewhere", Long.MAX_VALUE >> 32, "1").isDead())
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theMachineHasTheNameThatItsKernelKnows() throws IOException {
        String kernel = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        assumeThat(ProcessIdentity.isName(kernel)).isTrue();
        assertThat(HERE.host()).isEqualTo(kernel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(none)", "localhost", "localhost.localdomain"})
    void aNameThatManyMachinesHaveIsNone(String name) {
        assertThat(ProcessIdentity.isName(name)).isFalse();
    }

    @Test
    void twoMachinesWithoutANameAreNotTheSame() {
        ProcessIdentity nobody = new ProcessIdentity(ProcessIdentity.UNKNOWN_HOST, HERE.pid(), HERE.startedAt());
        assertThat(nobody.isOn(ProcessIdentity.UNKNOWN_HOST)).isFalse();
        assertThat(nobody.isOn(HERE.host())).isFalse();
        assertThat(new ProcessIdentity("one", 1, "1").isOn("one")).isTrue();
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
