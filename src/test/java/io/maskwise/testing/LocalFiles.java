package io.maskwise.testing;

import io.maskwise.training.RawLocalFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;

/** Hadoop's local files with their checksums, by {@link RawLocalFiles}; the tests' {@code core-site.xml} names it. */
public final class LocalFiles extends LocalFileSystem {
    /** For Hadoop, which reads its name in {@code core-site.xml}. */
    public LocalFiles() {
        super(new RawLocalFiles());
    }

    /** The same for Hadoop's newer interface. */
    public static final class Newer extends ChecksumFs {
        Newer(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(new Raw(hadoop));
        }
    }

    private static final class Raw extends DelegateToFileSystem {
        Raw(Configuration hadoop) throws IOException, URISyntaxException {
            super(FsConstants.LOCAL_FS_URI, new RawLocalFiles(), hadoop, FsConstants.LOCAL_FS_URI.getScheme(), false);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }

        @Override
        public boolean isValidName(String path) {
            return true;
        }
    }
}
