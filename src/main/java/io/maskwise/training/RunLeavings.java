package io.maskwise.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What runs leave in a folder, told by its names from what is somebody else's.
 *
 * @param folder the folder
 * @param hadoop how to reach it
 */
record RunLeavings(Path folder, Configuration hadoop) {
    private static final Set<String> FILES =
            Set.of("config.conf", "provenance.json", "metrics.jsonl", "training.json", "report.html", "_SUCCESS");

    /** What may be in each folder, so that nothing goes that somebody keeps in a folder of the same name. */
    private static final Map<String, Pattern> FOLDERS = Map.of(
            "checkpoints", Pattern.compile("round-\\d{6,}"),
            "updaters", Pattern.compile("round-\\d{6,}"),
            "tensorboard", Pattern.compile("events\\.out\\.tfevents\\..+"),
            "model", Pattern.compile("model\\.zip|model\\.json|(target-)?vocabulary\\.tsv|labels\\.tsv"),
            "evaluation",
                    Pattern.compile(
                            "metrics\\.json|config\\.conf|confusion\\.tsv|decoded\\.tsv|partitions\\.parquet|seconds\\.tsv"));

    private static final Pattern STAGED = Pattern.compile("\\.(?<name>.+)\\.(tmp|old)-.+");

    /** What no run leaves, as paths in the folder. */
    List<String> foreign() throws IOException {
        List<String> foreign = new ArrayList<>();
        for (FileStatus file : HadoopFiles.list(folder, hadoop)) {
            String name = file.getPath().getName();
            Pattern content = FOLDERS.get(name);
            if (file.isDirectory() && content != null) {
                foreign.addAll(foreignIn(name, content));
            } else if (!isStaged(name) && !(file.isFile() && FILES.contains(name))) {
                foreign.add(name);
            }
        }
        return foreign;
    }

    private List<String> foreignIn(String child, Pattern own) throws IOException {
        return HadoopFiles.list(new Path(folder, child), hadoop).stream()
                .map(file -> file.getPath().getName())
                .filter(name -> !own.matcher(unstaged(name)).matches())
                .map(name -> child + "/" + name)
                .toList();
    }

    private static boolean isStaged(String name) {
        String target = unstaged(name);
        return !target.equals(name) && (FILES.contains(target) || FOLDERS.containsKey(target));
    }

    /** The name of what a temporary was to become; any other name as it is. */
    private static String unstaged(String name) {
        Matcher staged = STAGED.matcher(name);
        return staged.matches() ? staged.group("name") : name;
    }

    /** Removes everything, and names what tells of a run's work; there must be nothing {@link #foreign}. */
    List<String> remove() throws IOException {
        List<String> removed = new ArrayList<>();
        for (FileStatus file : HadoopFiles.list(folder, hadoop)) {
            String name = file.getPath().getName();
            HadoopFiles.remove(file.getPath(), hadoop);
            if (!isStaged(name) && !name.equals("config.conf")) {
                removed.add(name);
            }
        }
        return removed;
    }
}
