package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestConfigReader extends ShopConfig {
    private static final String INT = "a whole number from -2147483648 to 2147483647";
    private static final String LONG = "a whole number from -9223372036854775808 to 9223372036854775807";
    private static final String REAL = "a number from -1.7e308 to 1.7e308";

    @Test
    void bindsEveryTypeFromTheDefaults() {
        assertThat(shop(""))
                .isEqualTo(new Shop(
                        "corner",
                        3,
                        1L,
                        0.5,
                        true,
                        Colour.DARK_RED,
                        List.of(),
                        List.of("a", "b"),
                        Map.of(),
                        new Nested(1)));
    }

    @Test
    void refusesNullWhereAValueBelongs() {
        assertThatThrownBy(() -> read("shop { words = [x, null], bounds = [null] }\nshop.splits.train = null"))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("Invalid shop.words: null (must be text), ")
                .hasMessageContaining("Invalid shop.bounds: null (must be a whole number")
                .hasMessageContaining("Invalid shop.splits.train: null (must be text), ");
    }

    @Test
    void bindsEveryTypeFromAFile() {
        Shop shop = shop("""
                shop { name = 5, rows = 4, seed = 9007199254740993, rate = 1e-7, open = false, colour = blue
                       bounds = [8, 16], words = [x], nested.depth = 2 }
                shop.splits { train = z, a = y }
                """);
        assertThat(shop)
                .isEqualTo(new Shop(
                        "5",
                        4,
                        9007199254740993L,
                        1e-7,
                        false,
                        Colour.BLUE,
                        List.of(8, 16),
                        List.of("x"),
                        Map.of("train", "z", "a", "y"),
                        new Nested(2)));
    }

    @Test
    void entriesComeByTheirNamesWhereverTheyAreWritten() {
        Shop shop = shop("shop.splits {\n z = 1\n b = 2\n \"a.b\" = 3\n}", "shop.splits.c=4");
        assertThat(shop.splits().keySet()).containsExactly("a.b", "b", "c", "z");
    }

    @Test
    void laterFilesOverrideEarlierOnesAndAssignmentsOverrideFiles() {
        List<Path> files = List.of(
                file("a.conf", "shop { rows = 10, seed = 10, name = a }"),
                file("b.conf", "shop.seed = 20, shop.name = b"));
        Shop shop = readFiles(files, "shop.name=c", "shop.name=d").section("shop", Shop.class);
        assertThat(List.of(shop.rows(), shop.seed(), shop.name())).containsExactly(10, 20L, "d");
    }

    @Test
    void readsEnvironmentVariablesThatAFileNames() {
        assertThat(shop("shop.name = ${?PATH}").name()).isEqualTo(System.getenv("PATH"));
        assertThat(shop("shop.name = ${?MASKWISE_NO_SUCH_VARIABLE}").name()).isEqualTo("corner");
    }

    @ParameterizedTest
    @CsvSource({
        "shop.name=../a b/c, ../a b/c",
        "shop.name=hdfs://host:1/x?y#z, hdfs://host:1/x?y#z",
        "shop.name=\"quoted\", quoted",
        "shop.name=a=b, a=b",
        "shop.name=, ''",
        "shop.name=$HOME, $HOME"
    })
    void takesAnAssignedValueAsItStands(String assignment, String name) {
        assertThat(shop("", assignment).name()).isEqualTo(name);
    }

    @Test
    void whiteSpaceAloneIsAValueToo() {
        assertThat(shop("", "shop.name=\t").name()).isEqualTo("\t");
        assertThat(shop("", "shop.name= a b ").name()).isEqualTo("a b");
    }

    @Test
    void assignsNumbersAndLists() {
        Shop shop = shop("", "shop.rows=7", "shop.bounds=[4, 8]", "shop.open=false");
        assertThat(shop.rows()).isEqualTo(7);
        assertThat(shop.bounds()).containsExactly(4, 8);
        assertThat(shop.open()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.row = 3 | Invalid key: shop.row (did you mean shop.rows?), FILE:1",
                "rows = 3 | Invalid key: rows (did you mean shop.rows?), FILE:1",
                "shpo { rows = 3 } | Invalid key: shpo (did you mean shop?), FILE:1",
                "shop.nested.deep = 3 | Invalid key: shop.nested.deep (must be one of shop.nested.depth), FILE:1",
                "zebra = 3 | Invalid key: zebra (must be one of other, shop), FILE:1",
                "shop.rows = two | Invalid shop.rows: \"two\" (must be INT), FILE:1",
                "shop.rows = 2.5 | Invalid shop.rows: 2.5 (must be INT), FILE:1",
                "shop.rows = 9876543210 | Invalid shop.rows: 9876543210 (must be INT), FILE:1",
                "shop.rows = -3000000000 | Invalid shop.rows: -3000000000 (must be INT), FILE:1",
                "shop.rows = 02.50 | Invalid shop.rows: 02.50 (must be INT), FILE:1",
                "shop.seed = 9223372036854775808 | Invalid shop.seed: \"9223372036854775808\" (must be LONG), FILE:1",
                "shop.rate = 1e400 | Invalid shop.rate: 1e400 (must be REAL), FILE:1",
                "shop.rows = [3] | Invalid shop.rows: [3] (must be INT), FILE:1",
                "shop.rate = high | Invalid shop.rate: \"high\" (must be REAL), FILE:1",
                "shop.open = 1 | Invalid shop.open: 1 (must be true or false), FILE:1",
                "shop.name { a = 1 } | Invalid shop.name: {\"a\":1} (must be text), FILE:1",
                "shop.colour = DARK_RED | Invalid shop.colour: \"DARK_RED\" (must be one of dark-red, blue), FILE:1",
                "shop.bounds = 8 | Invalid shop.bounds: 8 (must be a list [ ... ]), FILE:1",
                "shop.bounds = [8, x] | Invalid shop.bounds: \"x\" (must be INT), FILE:1",
                "shop.splits = x | Invalid shop.splits: \"x\" (must be a section { ... }), FILE:1",
                "shop.nested = x | Invalid shop.nested: \"x\" (must be a section { ... }), FILE:1",
                "shop = x | Invalid shop: \"x\" (must be a section { ... }), FILE:1",
                "shop.rows = -1 | Invalid shop.rows: -1 (must be >= 1), FILE:1",
                "shop.nested.depth = 0 | Invalid shop.nested.depth: 0 (must be >= 1), FILE:1",
                "shop { rows = 0~ seed = 0 } | Invalid shop.rows: 0 (must be >= 1), FILE:1",
                "shop { seed = 0~ rows = 0 } | Invalid shop.rows: 0 (must be >= 1), FILE:2",
                "shop.splits { a = b~ \"B c\" = d } | Invalid shop.splits.\"B c\": 'B c' (must be a word), FILE:2"
                        + " beside shop.name = corner, the default",
                "other { path = a, minimum-count = -1 }"
                        + " | Invalid other: Invalid rows: no key of ours has this name, FILE:1",
                "shop.minCount = 3 | Invalid key: shop.minCount (did you mean other.minimum-count?), FILE:1",
                "shop.nested-rows = 3 | Invalid key: shop.nested-rows (must be one of shop.nested.depth), FILE:1",
            })
    void refusesWhatItDoesNotKnow(String content, String message) {
        assertThatThrownBy(() -> read(content.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(message.replace("FILE", folder.resolve("a.conf").toString())
                        .replace("INT", INT)
                        .replace("LONG", LONG)
                        .replace("REAL", REAL));
    }

    @Test
    void namesTheLineOfEveryProblem() {
        String file = folder.resolve("a.conf").toString();
        assertThatThrownBy(() -> read("shop {\n  row = 1\n\n  seed = x\n}\n", "shop.rate=z"))
                .hasMessage("Invalid key: shop.row (did you mean shop.rows?), " + file + ":2\n"
                        + "Invalid shop.seed: \"x\" (must be " + LONG + "), " + file + ":4\n"
                        + "Invalid shop.rate: \"z\" (must be " + REAL + "), --set shop.rate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "seed", "rate"})
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAnExponentThatNoNumberOfOursHas(String key) {
        String must = Map.of("rows", INT, "seed", LONG, "rate", REAL).get(key);
        for (String number : List.of("1e999999999", "1e-999999999", "-1e-999999999")) {
            assertThatThrownBy(() -> read("", "shop." + key + "=" + number))
                    .hasMessage(
                            "Invalid shop." + key + ": \"" + number + "\" (must be " + must + "), --set shop." + key);
        }
    }

    @Test
    void readsTheSmallestAndTheLargestWholeNumbers() {
        Shop smallest = shop("shop { seed = -9223372036854775808, nested.depth = 2147483647 }");
        assertThat(smallest.seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(smallest.nested().depth()).isEqualTo(Integer.MAX_VALUE);
        assertThat(shop("", "shop.seed=9223372036854775807").seed()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "0010", "2024.10", "1e3", "1.50", "-0", "0x10", "1.0/2", "true", "1e999999999"})
    void keepsTextThatLooksLikeANumberAsItStands(String text) {
        Shop shop = shop("shop { name = %s, words = [%s], splits { train = %s } }".replace("%s", text));
        assertThat(shop.name()).isEqualTo(text);
        assertThat(shop.words()).containsExactly(text);
        assertThat(shop.splits()).containsExactly(Map.entry("train", text));
        assertThat(shop("", "shop.name=" + text).name()).isEqualTo(text);
        assertThat(shop("", "shop.words=[" + text + "]").words()).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shpo.rows=3 | Invalid key: shpo (did you mean shop?), --set shpo.rows",
                "shop.rows.x=1 | Invalid shop.rows: {\"x\":\"1\"} (must be INT), --set shop.rows.x",
                "shop.nested={depth = 0} | Invalid shop.nested.depth: 0 (must be >= 1), --set shop.nested",
                "shop.nested={~deep = 0} | Invalid key: shop.nested.deep (must be one of shop.nested.depth),"
                        + " --set shop.nested",
                "shop.splits={\"B c\" = d} | Invalid shop.splits.\"B c\": 'B c' (must be a word), --set shop.splits"
                        + " beside shop.name = corner, the default",
            })
    void namesTheAssignmentOfAProblem(String assignment, String message) {
        assertThatThrownBy(() -> read("shop.seed = 1", assignment.replace('~', '\n')))
                .hasMessage(message.replace("INT", INT));
    }

    @Test
    void aSectionInSeveralPlacesIsFoundInTheStrongest() {
        List<Path> files = List.of(file("a.conf", "zebra { a = 1 }"), file("b.conf", "\nzebra { b = 1 }"));
        ConfigSources sources =
                new ConfigSources("config/test-defaults.conf", files, Collections.emptySortedMap(), List.of());
        assertThatThrownBy(() -> ConfigReader.read(sources, SECTIONS))
                .hasMessage("Invalid key: zebra (must be one of other, shop), " + files.get(1) + ":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.bounds=[4, 8], x = 3",
                "shop.bounds=[4, 8] # eight",
                "shop.bounds=[4], [8]",
                "shop.bounds=[4, 8",
                "shop.bounds=[4]]",
                "shop.name=\"a\" # c",
                "shop.name=\"a\" // c",
                "shop.name=\"a",
                "shop.name=\"a\"\nshop.rows = 4",
                "shop.nested={depth = 2}, shop.rows = 4",
            })
    void refusesAnAssignmentOfMoreOrLessThanOneValue(String assignment) {
        assertThatThrownBy(() -> read("", assignment))
                .hasMessage("Invalid --set: " + assignment
                        + " (must be one value: text, \"text\", [ ... ] or { ... }, and nothing after it)");
    }

    @ParameterizedTest
    @CsvSource({"rows", "=3"})
    void refusesAMalformedAssignment(String assignment) {
        assertThatThrownBy(() -> read("", assignment))
                .hasMessage("Invalid --set: " + assignment + " (must be key=value)");
    }

    @Test
    void demandsAMissingKeyOnlyWhenItsSectionIsAskedFor() {
        ConfigReader reader = read("other.minimum-count = 2");
        assertThat(reader.isComplete("shop")).isTrue();
        assertThat(reader.isComplete("other")).isFalse();
        assertThatThrownBy(() -> reader.section("other", Other.class))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Missing key: other.path (set it in a --config file or by --set other.path=...)");
    }

    @Test
    void aNullValueIsAMissingOne() {
        assertThatThrownBy(() -> read("shop.rows = null").section("shop", Shop.class))
                .hasMessageStartingWith("Missing key: shop.rows ");
    }

    @Test
    void rendersTextThatReadsBackAsTheSame() {
        String content =
                "shop { name = \"a\\\"b\\\\c\\n${x} // é\", rate = 1e-7, bounds = [1, 2], words = [\"\", \"#\"]"
                        + "\n splits {\n z = 1\n \"a.b\" = 2\n} }";
        ConfigReader first = read(content);
        String rendered = first.render(List.of("shop"), Set.of());
        ConfigReader second = read(rendered);
        assertThat(second.section("shop", Shop.class)).isEqualTo(first.section("shop", Shop.class));
        assertThat(second.render(List.of("shop"), Set.of())).isEqualTo(rendered);
        assertThat(rendered)
                .startsWith("shop {\n  name = \"a\\\"b")
                .contains("  splits {\n    \"a.b\" = \"2\"\n    z = \"1\"\n  }\n");
    }

    @Test
    void leavesOutTheKeysThatItIsToldTo() {
        ConfigReader reader = read("shop { name = a, splits { z = 1, \"a.b\" = 2 } }");
        assertThat(reader.render(List.of("shop"), Set.of("shop.name", "shop.splits.\"a.b\"")))
                .doesNotContain("name", "a.b")
                .contains("  splits {\n    z = \"1\"\n  }\n");
    }
}
