package io.maskwise.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration by Spark's properties. */
class TestConfigProperties extends ShopConfig {
    private Shop shop(String file, Map<String, String> properties, String... assignments) {
        return readProperties(List.of(file("a.conf", file)), properties, assignments)
                .section("shop", Shop.class);
    }

    @Test
    void propertiesOverrideFilesAndAssignmentsOverrideProperties() {
        Map<String, String> properties = Map.of("shop.seed", "20", "shop.name", "property");
        Shop shop = shop("shop { rows = 10, seed = 10, name = file }", properties, "shop.name=set");
        assertThat(List.of(shop.rows(), shop.seed(), shop.name(), shop.rate())).containsExactly(10, 20L, "set", 0.5);
    }

    @Test
    void valuesAreReadAsAssignmentsAre() {
        Shop shop = shop(
                "",
                Map.of(
                        "shop.name", "hdfs://host:1/x?y#z",
                        "shop.bounds", "[8, 16]",
                        "shop.splits", "{train = z, a = y}",
                        "shop.splits.a", "stronger than the section that it is in"));
        assertThat(shop.name()).isEqualTo("hdfs://host:1/x?y#z");
        assertThat(shop.bounds()).containsExactly(8, 16);
        assertThat(shop.splits()).isEqualTo(Map.of("train", "z", "a", "stronger than the section that it is in"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.rowz|3|Invalid key: shop.rowz (did you mean shop.rows?), --conf spark.maskwise.shop.rowz",
                "shop.rows|many|Invalid shop.rows: \"many\" (must be a whole number from -2147483648 to 2147483647),"
                        + " --conf spark.maskwise.shop.rows",
                "shop.bounds|[8] 9|Invalid --conf: spark.maskwise.shop.bounds=[8] 9 (must be one value: text, \"text\","
                        + " [ ... ] or { ... }, and nothing after it)",
            })
    void aWrongOneIsNamedAsItWasWritten(String key, String value, String message) {
        assertThatThrownBy(() -> shop("", Map.of(key, value)))
                .isInstanceOfSatisfying(
                        MaskwiseException.class,
                        error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage(message);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThatThrownBy(() -> shop("", Map.of("", "3")))
                .isInstanceOf(MaskwiseException.class)
                .hasMessageStartingWith("Invalid --conf: spark.maskwise.=3 (must be key=value): ");
    }
}
