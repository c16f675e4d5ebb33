package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TestTable {
    @Test
    void alignsFiguresRightAndTextLeft() {
        String text = Table.of("bucket", "rows", "full", "note")
                .row(8, 12345L, "98.8%", "a")
                .row(128, 7, "100.0%", "")
                .render();
        assertThat(text).isEqualTo("""
                bucket    rows    full  note
                ------  ------  ------  ----
                     8  12,345   98.8%  a
                   128       7  100.0%
                """);
    }

    @Test
    void aColumnWithTextAmongFiguresIsText() {
        assertThat(Table.of("class").row("1").row("none").render()).isEqualTo("class\n-----\n1\nnone\n");
    }

    @Test
    void countsCharactersBeyondTheBasicPlaneOnce() {
        assertThat(Table.of("t", "n").row("😀", "x").row("ab", "y").render())
                .isEqualTo("t   n\n--  -\n😀   x\nab  y\n");
    }

    @Test
    void showsWhatWouldBreakLinesOrSteerTheTerminal() {
        assertThat(Table.of("token")
                        .row("a\nb")
                        .row("\u001b[31m")
                        .row("\u202ex")
                        .render())
                .isEqualTo("token\n----------\na\\u000ab\n\\u001b[31m\n\\u202ex\n");
    }

    @Test
    void anEmptyTableHasHeadings() {
        assertThat(Table.of("a", "b").render()).isEqualTo("a  b\n-  -\n");
    }

    @Test
    void refusesARowThatDoesNotFit() {
        assertThatThrownBy(() -> Table.of("a", "b").row("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid row: 1 cells (must be 2, as the headings)");
    }
}
