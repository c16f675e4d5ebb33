package io.maskwise.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseable;
import io.maskwise.MaskwiseException;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads what a file includes as the library does, but refuses an include that finds nothing. */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    /** What the library tries to add to a name. */
    private static final List<String> SUFFIXES = List.of("", ".conf", ".json", ".properties");

    /** The files that are being read, the innermost first. */
    private final Deque<Path> open;

    private final Optional<ConfigIncluder> library;

    /** @param including the file that includes */
    Includes(Path including) {
        this(new ArrayDeque<>(List.of(including)), Optional.empty());
    }

    private Includes(Deque<Path> open, Optional<ConfigIncluder> library) {
        this.open = open;
        this.library = library;
    }

    /** Called by the library with its own includer before anything is read. */
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return new Includes(open, Optional.of(fallback));
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        ConfigIncluder reader = library.orElseThrow();
        files(context, what).forEach(ConfigFile::requireText);
        Optional<Path> file = files(context, what).stream().findFirst();
        return read(what, file, () -> reader.include(demanding(context), what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        ConfigIncluderFile reader = (ConfigIncluderFile) library.orElseThrow();
        Optional<Path> file = Optional.of(what.toPath()).filter(Files::isRegularFile);
        return read(what.toString(), file, () -> reader.includeFile(demanding(context), what));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        ConfigIncluderURL reader = (ConfigIncluderURL) library.orElseThrow();
        return read(what.toString(), Optional.empty(), () -> reader.includeURL(demanding(context), what));
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        ConfigIncluderClasspath reader = (ConfigIncluderClasspath) library.orElseThrow();
        return read(what, Optional.empty(), () -> reader.includeResources(demanding(context), what));
    }

    private static ConfigIncludeContext demanding(ConfigIncludeContext context) {
        return context.setParseOptions(context.parseOptions().setAllowMissing(false));
    }

    /** All files that the library would read and merge for a name. */
    private static List<Path> files(ConfigIncludeContext context, String what) {
        return SUFFIXES.stream()
                .map(suffix -> Optional.ofNullable(context.relativeTo(what + suffix)))
                .flatMap(each -> each.map(ConfigParseable::origin).map(ConfigOrigin::filename).stream())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    private ConfigObject read(String what, Optional<Path> file, Supplier<ConfigObject> reading) {
        Path including = open.element();
        file.ifPresent(ConfigFile::requireText);
        open.push(file.orElse(including));
        try {
            return reading.get();
        } catch (ConfigException.IO missing) {
            throw MaskwiseException.usage(
                    "Cannot include %s: there is nothing of this name, %s", what, place(including, what));
        } finally {
            open.pop();
        }
    }

    /** The library does not say in which line an include stands. */
    private static String place(Path including, String what) {
        Pattern include = Pattern.compile("[^#]*\\binclude\\b.*\"" + Pattern.quote(what) + "\".*");
        List<String> lines = ConfigFile.text(including).lines().toList();
        return lines.stream()
                .filter(line -> include.matcher(line).matches())
                .findFirst()
                .map(line -> including + ":" + (lines.indexOf(line) + 1))
                .orElse(including.toString());
    }
}
