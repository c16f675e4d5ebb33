package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestProgress {
    private final StringWriter written = new StringWriter();
    private Instant now = Instant.EPOCH;

    private Progress progress(Terminal terminal) {
        return new Progress(new PrintWriter(written), terminal, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void writesOverOneLineOnATerminal() {
        Progress progress = progress(new Terminal(true, 40));
        progress.update("round 10");
        pass(Duration.ofSeconds(1));
        progress.update("done 1");
        assertThat(written).hasToString("\rround 10\rdone 1  ");
    }

    @Test
    void cutsALineToTheTerminalsWidth() {
        progress(new Terminal(true, 6)).update("abcdefgh");
        assertThat(written).hasToString("\rabcde");
    }

    @Test
    void showsATerminalNoMoreThanTenLinesASecond() {
        Progress progress = progress(new Terminal(true, 40));
        progress.update("a");
        pass(Duration.ofMillis(99));
        progress.update("b");
        pass(Duration.ofMillis(1));
        progress.update("c");
        assertThat(written).hasToString("\ra\rc");
    }

    @Test
    void aLineThatStaysRemovesTheOneThatIsWrittenOver() {
        Progress progress = progress(new Terminal(true, 40));
        progress.update("abc");
        progress.line("epoch 1 done");
        progress.update("d");
        assertThat(written.toString().replace(System.lineSeparator(), "\n")).isEqualTo("\rabc\r   \repoch 1 done\n\rd");
    }

    @Test
    void wipesATerminalsLastLineWhoeverWroteIt() {
        progress(new Terminal(true, 5)).wipe();
        assertThat(written).hasToString("\r    \r");
    }

    @Test
    void hasNothingToWipeElsewhere() {
        progress(Terminal.plain()).wipe();
        assertThat(written).hasToString("");
    }

    @Test
    void writesPlainLinesNowAndThenElsewhere() {
        Progress progress = progress(Terminal.plain());
        progress.update("a");
        pass(Duration.ofMillis(9_999));
        progress.update("b");
        pass(Duration.ofMillis(1));
        progress.update("c");
        progress.line("end");
        assertThat(written.toString().lines()).containsExactly("a", "c", "end");
        assertThat(written.toString()).doesNotContain("\r");
    }

    @Test
    void detectsATerminal() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "COLUMNS", "132"))).isEqualTo(new Terminal(true, 132));
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "COLUMNS", "wide")))
                .isEqualTo(new Terminal(true, 80));
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.plain());
        assertThat(Terminal.of(true, Map.of())).isEqualTo(Terminal.plain());
        assertThat(Terminal.of(false, Map.of("TERM", "xterm"))).isEqualTo(Terminal.plain());
    }

    @Test
    void describesARound() {
        RoundLine line = new RoundLine(2, 5, 17, 1200, 0.43214, 12345.6, Duration.ofSeconds(80));
        assertThat(line.render()).isEqualTo("epoch 2/5  round 17/1,200  loss 0.4321  12,346 tokens/s  1m 20s left");
        RoundLine last = new RoundLine(5, 5, 1200, 1200, 0.43214, 12345.6, Duration.ZERO);
        assertThat(last.render()).isEqualTo("epoch 5/5  round 1,200/1,200  loss 0.4321  12,346 tokens/s");
    }
}
