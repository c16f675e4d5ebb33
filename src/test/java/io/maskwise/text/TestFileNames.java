package io.maskwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFileNames {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt|a.txt",
                "a.txt, b.txt|a.txt;b.txt",
                "{a,b}.txt,c|{a,b}.txt;c",
                "{a,{b,c}}/[,x].txt, d|{a,{b,c}}/[,x].txt;d",
                "a},b|a};b",
                "a\\{,b|a\\{;b",
                "{a,b|{a,b",
                "a,,b|a;;b",
            })
    void commasWithinBracesAndBracketsSeparateNothing(String names, String expected) {
        assertThat(String.join(";", FileNames.split(names))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a.txt|false", "x/a-b_c.txt|false", "*.txt|true", "a?|true", "[ab]|true", "{a,b}|true"})
    void aPatternHasAWildCharacter(String name, boolean pattern) {
        assertThat(FileNames.isPattern(name)).isEqualTo(pattern);
    }
}
