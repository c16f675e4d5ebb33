package io.maskwise.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.maskwise.InvalidOption;
import io.maskwise.MaskwiseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration bound to records, section by section, with nothing left over.
 *
 * <p>Precedence, the weaker first: the defaults' resource, the files in their order, the environment variables that a
 * file names as {@code ${?VARIABLE}}, Spark's properties {@code spark.maskwise.KEY}, assignments. A component {@code minimumCount} of a section's record has the key
 * {@code minimum-count}. Unknown keys, wrong types and values that a record refuses are reported together when the
 * configuration is read, each on a line of its own with its full key and the file and line, or the assignment, that it
 * was set by. A key without a default that nobody set is reported when its section is asked for, so that a command needs
 * only its own sections. Text is kept as it is written, though it look like a number.
 */
public final class ConfigReader {
    private final ConfigObject root;
    private final Map<String, Bound> sections;

    /** A section as far as it could be bound: its record, or the keys that are missing. */
    private record Bound(Optional<? extends Record> value, List<String> missing) {}

    private ConfigReader(ConfigObject root, Map<String, Bound> sections) {
        this.root = root;
        this.sections = sections;
    }

    /**
     * Reads and checks a configuration.
     *
     * @param sources where it comes from
     * @param sections the name of each section with the record that it becomes
     * @throws MaskwiseException (usage) if anything is wrong, one line for each problem
     */
    public static ConfigReader read(ConfigSources sources, Map<String, Class<? extends Record>> sections) {
        Config config = ConfigLoader.load(sources);
        Collection<String> known = Keys.of(sections);
        List<String> wrong = new ArrayList<>(unknownSections(config, sections, known));
        Map<String, Bound> bound = new LinkedHashMap<>();
        sections.forEach((name, type) -> {
            Problems problems = new Problems(known);
            Optional<? extends Record> value = section(config, name, problems)
                    .flatMap(section -> new RecordBinder(problems).bind(type, section, name));
            bound.put(name, new Bound(value, problems.missing()));
            wrong.addAll(problems.wrong());
        });
        if (!wrong.isEmpty()) {
            throw MaskwiseException.usage("%s", String.join("\n", wrong));
        }
        return new ConfigReader(config.root(), bound);
    }

    private static List<String> unknownSections(
            Config config, Map<String, Class<? extends Record>> sections, Collection<String> known) {
        List<String> candidates = new ArrayList<>(sections.keySet());
        candidates.addAll(known);
        Problems problems = new Problems(candidates);
        config.root().entrySet().stream()
                .filter(entry -> !sections.containsKey(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> problems.unknownKey(Names.below("", entry.getKey()), entry.getValue()));
        return problems.wrong();
    }

    private static Optional<ConfigObject> section(Config config, String name, Problems problems) {
        ConfigValue value =
                config.root().getOrDefault(name, ConfigFactory.empty().root());
        if (value instanceof ConfigObject section) {
            return Optional.of(section);
        }
        if (value.valueType() != ConfigValueType.NULL) {
            problems.wrongValue(name, value, "a section { ... }");
        }
        return Optional.of(ConfigFactory.empty().root());
    }

    /**
     * A section's record.
     *
     * @throws MaskwiseException (usage) if a key of the section has neither a default nor a value
     */
    public <R extends Record> R section(String name, Class<R> type) {
        Bound bound = bound(name);
        return type.cast(bound.value().orElseThrow(() -> missing(bound.missing())));
    }

    private Bound bound(String name) {
        return Optional.ofNullable(sections.get(name))
                .orElseThrow(() -> new IllegalArgumentException("Invalid section: " + name));
    }

    /** The error for what is refused of several sections together, its keys beginning with a section's name. */
    MaskwiseException refused(InvalidOption refused) {
        return MaskwiseException.usage("%s", Problems.refusal(refused, root, ""));
    }

    private static MaskwiseException missing(List<String> keys) {
        return MaskwiseException.usage("%s", String.join("\n", keys));
    }

    /**
     * The resolved sections as HOCON that reads back as equal records.
     *
     * <p>Its order is that of the names given and of the records' components, whatever the order in the files was.
     *
     * @param omitted full keys that are left out, such as {@code dataset.path}
     * @throws MaskwiseException (usage) if a key of a section has neither a default nor a value
     */
    public String render(Collection<String> names, Set<String> omitted) {
        Map<String, Record> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, section(name, Record.class)));
        return ConfigRenderer.render(values, omitted);
    }

    /**
     * Checks that sections are complete.
     *
     * @throws MaskwiseException (usage) naming every key that is missing
     */
    public void demand(Collection<String> names) {
        List<String> missing =
                names.stream().flatMap(name -> bound(name).missing().stream()).toList();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
    }

    /** Whether every key of the section has a value. */
    public boolean isComplete(String name) {
        return bound(name).value().isPresent();
    }
}
