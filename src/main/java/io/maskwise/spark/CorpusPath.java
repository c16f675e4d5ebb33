package io.maskwise.spark;

import org.apache.hadoop.fs.FileStatus;

/**
 * A file or folder that a name or a pattern of a corpus's splits stands for.
 *
 * @param status what the file system says of it
 * @param name its name below the corpus's folder
 * @param finding how it was found
 */
record CorpusPath(FileStatus status, String name, CorpusFile.Finding finding) {}
