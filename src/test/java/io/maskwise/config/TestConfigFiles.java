package io.maskwise.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from files, and from those that they include. */
class TestConfigFiles extends ShopConfig {
    @Test
    void refusesAMissingFile() {
        Path missing = folder.resolve("missing.conf");
        assertThatThrownBy(() -> readFiles(List.of(missing)))
                .isInstanceOf(MaskwiseException.class)
                .hasMessage("Cannot read configuration " + missing + ": there is no such file");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Path latin = Files.write(folder.resolve("latin.conf"), "shop.name = caf\u00e9".getBytes(ISO_8859_1));
        String message =
                "Cannot read configuration " + latin + ": it is not valid UTF-8 (must be, so save it as UTF-8)";
        assertThatThrownBy(() -> readFiles(List.of(latin))).hasMessage(message);
        assertThatThrownBy(() -> read("include \"latin\"")).hasMessage(message);
    }

    @Test
    void readsWhatAFileIncludes() {
        Path b = file("b.conf", "shop { name = b, rows = 8 }\ninclude \"c\"");
        file("c.conf", "shop.seed = 9");
        Shop shop = shop("include file(\"" + b + "\")\nshop.name = a");
        assertThat(List.of(shop.name(), shop.rows(), shop.seed())).containsExactly("a", 8, 9L);
        file("c.conf", "\nshop.row = 9");
        assertThatThrownBy(() -> read("include \"b.conf\""))
                .hasMessage("Invalid key: shop.row (did you mean shop.rows?), " + folder.resolve("c.conf") + ":2");
    }

    @Test
    void aFileNamedBareIncludesWhatIsBesideIt() throws IOException {
        Path included = Files.createTempFile(Path.of("").toAbsolutePath(), "included", ".conf");
        Path bare = Files.createTempFile(Path.of("").toAbsolutePath(), "bare", ".conf");
        try {
            Files.writeString(included, "shop.rows = 8");
            Files.writeString(bare, "include \"" + included.getFileName() + "\"\nshop.name = a");
            List<Path> files = List.of(Path.of(bare.getFileName().toString()));
            Shop shop = readFiles(files).section("shop", Shop.class);
            assertThat(shop.rows()).isEqualTo(8);
        } finally {
            Files.delete(included);
            Files.delete(bare);
        }
    }

    @Test
    void aValueOfTheEnvironmentIsSaidToBeOne() {
        assertThatThrownBy(() -> shop("shop.rows = ${?PATH}"))
                .hasMessageStartingWith("Invalid shop.rows: ")
                .hasMessageEndingWith(", an environment variable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"typo.conf\"",
                "include required(\"typo.conf\")",
                "include file(\"typo.conf\")",
                "include classpath(\"typo.conf\")",
                "include url(\"file:typo.conf\")",
                "shop { include \"typo.conf\" }",
            })
    void refusesAnIncludeThatFindsNothing(String include) {
        String what = include.contains("url") ? "file:typo.conf" : "typo.conf";
        Path a = folder.resolve("a.conf");
        assertThatThrownBy(() -> read("# include \"typo.conf\"\n" + include))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("Cannot include " + what + ": there is nothing of this name, " + a + ":2");
    }

    @Test
    void namesTheIncludedFileThatIncludesNothing() {
        Path b = file("b.conf", "\n\ninclude \"typo\"");
        assertThatThrownBy(() -> read("include \"b\""))
                .hasMessage("Cannot include typo: there is nothing of this name, " + b + ":3");
    }

    @Test
    void refusesAFileThatIsNotHocon() {
        assertThatThrownBy(() -> read("shop { rows = 1"))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot read configuration " + folder.resolve("a.conf") + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void refusesAnUnresolvedVariable() {
        assertThatThrownBy(() -> read("shop.name = ${MASKWISE_NO_SUCH_VARIABLE}"))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Cannot resolve the configuration: ")
                .hasMessageContaining("MASKWISE_NO_SUCH_VARIABLE");
    }

    @Test
    void aFileThatIsMergedWithTheFirstOfItsNameMustBeUtf8Too() throws IOException {
        file("x.conf", "shop.rows = 8");
        Path json = Files.write(folder.resolve("x.json"), "{\"shop\": {\"name\": \"caf\u00e9\"}}".getBytes(ISO_8859_1));
        assertThatThrownBy(() -> read("include \"x\""))
                .hasMessageStartingWith("Cannot read configuration " + json + ": it is not valid UTF-8");
    }
}
