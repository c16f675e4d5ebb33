package io.maskwise.training;

import java.net.URI;

/** Local files under a scheme of their own, so that a test can make them behave otherwise. */
abstract class SchemedFileSystem extends RawLocalFiles {
    private final String scheme;

    SchemedFileSystem(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public URI getUri() {
        return URI.create(scheme + ":///");
    }
}
