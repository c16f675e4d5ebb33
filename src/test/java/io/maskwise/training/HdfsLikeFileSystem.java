package io.maskwise.training;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Path;

/** Local files that are renamed as on HDFS: not over a file, into a folder, and in one step only if so asked. */
public final class HdfsLikeFileSystem extends SchemedFileSystem {
    static final String SCHEME = "hdfslike";

    static Configuration addTo(Configuration hadoop) {
        hadoop.setClass("fs." + SCHEME + ".impl", HdfsLikeFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        hadoop.setClass(
                "fs.AbstractFileSystem." + SCHEME + ".impl",
                Overwriting.class,
                org.apache.hadoop.fs.AbstractFileSystem.class);
        return hadoop;
    }

    public HdfsLikeFileSystem() {
        super(SCHEME);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        Path target = exists(to) && getFileStatus(to).isDirectory() ? new Path(to, from.getName()) : to;
        return !exists(target) && super.rename(from, target);
    }

    /** What Hadoop's newer interface finds under the scheme. */
    public static final class Overwriting extends DelegateToFileSystem {
        Overwriting(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(uri, initialized(uri, hadoop), hadoop, SCHEME, false);
        }

        private static HdfsLikeFileSystem initialized(URI uri, Configuration hadoop) throws IOException {
            HdfsLikeFileSystem files = new HdfsLikeFileSystem();
            files.initialize(uri, hadoop);
            return files;
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
            Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        private static java.nio.file.Path local(Path path) {
            return java.nio.file.Path.of(path.toUri().getPath());
        }
    }
}
