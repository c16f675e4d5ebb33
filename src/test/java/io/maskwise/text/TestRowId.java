package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestRowId {
    @ParameterizedTest
    @CsvSource({
        "train.txt:12, train.txt, 12, 0, train.txt:12",
        "train.txt:12#3, train.txt, 12, 3, train.txt:12",
        "a#1:5, a#1, 5, 0, a#1:5",
        "a#1:5#0, a#1, 5, 0, a#1:5",
        "a:7#2:5#1, a:7#2, 5, 1, a:7#2:5",
    })
    void tellsItsDocumentWhateverTheFileIsCalled(String id, String file, long line, int window, String document) {
        RowId row = RowId.parse(id);
        assertThat(row).isEqualTo(new RowId(new SourcePosition(file, line), window));
        assertThat(row.document().id()).isEqualTo(document);
        assertThat(id.replaceFirst("#[0-9]+$", "")).isEqualTo(document); // the rule that README gives
        assertThat(RowId.parse(RowId.ofWindow(document, 4))).isEqualTo(new RowId(new SourcePosition(file, line), 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "train", "train:", ":4", "train:x", "train:4#", "train:4#x", "train:#4"})
    void otherFormsAreRefused(String id) {
        assertThatThrownBy(() -> RowId.parse(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid row id: " + id
                        + " (must be file:line, or file:line#window for a window of a document)");
    }
}
