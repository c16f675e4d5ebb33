package io.maskwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.maskwise.MaskwiseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a configuration file: HOCON in UTF-8. */
final class ConfigFile {
    private ConfigFile() {}

    /** @throws MaskwiseException (usage) if it, or a file that it includes, cannot be read or parsed */
    static Config read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw unreadable(file, Files.exists(file) ? "it is not a file" : "there is no such file");
        }
        requireText(file);
        try {
            ConfigParseOptions options = ConfigParseOptions.defaults().setAllowMissing(false);
            // The library looks beside a file for what it includes, and a bare name has nothing beside it.
            return ConfigFactory.parseFile(
                    file.toAbsolutePath().toFile(),
                    options.setOriginDescription(file.toString()).setIncluder(new Includes(file)));
        } catch (ConfigException malformed) {
            throw unreadable(file, ConfigLoader.why(malformed));
        }
    }

    /** Refuses bytes that are not UTF-8, which the library would read as replacement characters. */
    static void requireText(Path file) {
        text(file);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException malformed) {
            throw unreadable(file, "it is not valid UTF-8 (must be, so save it as UTF-8)");
        } catch (IOException failure) {
            throw unreadable(file, failure.toString());
        }
    }

    private static MaskwiseException unreadable(Path file, String why) {
        return MaskwiseException.usage("Cannot read configuration %s: %s", file, why);
    }
}
