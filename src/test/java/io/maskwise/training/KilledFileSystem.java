package io.maskwise.training;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Local files, whose user is killed at the n-th change of names: half-way in it, if that is a folder's removal. */
public final class KilledFileSystem extends RawLocalFiles {
    private static int remaining;

    static void use(int changes, Configuration hadoop) {
        remaining = changes;
        hadoop.setClass("fs.file.impl", KilledFileSystem.class, FileSystem.class);
        hadoop.setBoolean("fs.file.impl.disable.cache", true);
    }

    /** Whoever is dead changes nothing more. */
    private static boolean dies() {
        return remaining-- <= 0;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (dies()) {
            throw new Killed();
        }
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (dies()) {
            if (remaining == -1) {
                deleteHalf(path);
            }
            throw new Killed();
        }
        return super.delete(path, recursive);
    }

    private void deleteHalf(Path path) throws IOException {
        for (FileStatus child : HadoopFiles.list(path, getConf())) {
            if (child.isDirectory()) {
                super.delete(child.getPath(), true);
            }
        }
    }
}
