package market.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the services' binaries once per version. */
final class Software {
    private final Path folder;
    private final Consumer<String> progress;

    Software(Path folder, Consumer<String> progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** The folder that holds {@code bin/postgres}. */
    Path postgres() {
        String resource = "postgres-" + platform("linux", "darwin") + "-" + processor("x86_64", "arm_64") + ".txz";
        URL archive = resource("/" + resource);
        // The archive's name carries no version, so its checksum tells one release from the next.
        Path target = folder.resolve("postgres-" + Long.toHexString(checksum(archive)));
        return Folders.createWhole(target, draft -> {
            progress.accept("Unpacking PostgreSQL");
            try (var tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
                unpack(tar, draft);
            }
        });
    }

    /** The Redis server's program; the same one serves as a single node and as a node of a cluster. */
    Path redis() {
        String name = "redis-server-7.0.15-" + platform("linux", "darwin") + "-" + processor("amd64", "arm64");
        URL program = resource("/" + name);
        Path target = Folders.createWhole(folder.resolve("redis-7.0.15"), draft -> {
            progress.accept("Unpacking Redis");
            try (InputStream in = program.openStream()) {
                Files.copy(in, draft.resolve("redis-server"));
            }
            makeExecutable(draft.resolve("redis-server"));
        });
        return target.resolve("redis-server");
    }

    /** The folder that holds {@code bin/elasticsearch}. */
    Path elasticsearch(Path zip) {
        String version = String.valueOf(zip.getFileName()).replace(".zip", "");
        Path target = Folders.createWhole(folder.resolve(version), draft -> {
            if (!Files.isRegularFile(zip)) {
                throw new LocalServiceException("The Elasticsearch distribution " + zip
                        + " is not there: build the module local-services, which fetches it.");
            }
            progress.accept("Unpacking Elasticsearch");
            try (var entries = new ZipArchiveInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
                unpack(entries, draft);
            }
            try (var programs = Files.newDirectoryStream(draft.resolve(version).resolve("bin"))) {
                programs.forEach(Software::makeExecutable);
            }
        });
        return target.resolve(version);
    }

    private static void unpack(ArchiveInputStream<?> archive, Path target) throws IOException {
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("Unpacking was stopped");
            }
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("The archive's entry " + entry.getName() + " points outside of it");
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.resolveSibling("."));
            if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
                Files.createSymbolicLink(file, Path.of(tar.getLinkName()));
                continue;
            }
            if (entry instanceof TarArchiveEntry tar && tar.isLink()) {
                Files.createLink(file, target.resolve(tar.getLinkName()));
                continue;
            }
            Files.copy(archive, file);
            if (entry instanceof TarArchiveEntry tar && (tar.getMode() & 0100) != 0) {
                makeExecutable(file);
            }
        }
    }

    private static void makeExecutable(Path program) {
        try {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checksum(URL archive) {
        try {
            URLConnection connection = archive.openConnection();
            if (connection instanceof JarURLConnection jar && jar.getJarEntry() != null) {
                return jar.getJarEntry().getCrc();
            }
            var crc = new CRC32();
            try (var in = new CheckedInputStream(new BufferedInputStream(connection.getInputStream()), crc)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return crc.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL resource(String name) {
        URL url = Software.class.getResource(name);
        if (url == null) {
            throw new LocalServiceException("There are no binaries for this machine on the class path (" + name
                    + "): set the addresses of existing services instead.");
        }
        return url;
    }

    private static String platform(String linux, String mac) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? mac : linux;
    }

    private static String processor(String intel, String arm) {
        return System.getProperty("os.arch", "").equals("aarch64") ? arm : intel;
    }
}
