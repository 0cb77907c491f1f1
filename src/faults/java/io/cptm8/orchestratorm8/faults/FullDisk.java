package io.cptm8.orchestratorm8.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system of the log, and of nothing else, has no room any more. */
record FullDisk(String name) implements Fault {

    private static final String SIZE = "256k";

    @Override
    public Tally run(Site site, boolean brief) throws Exception {
        var disk = site.folder("disk");
        var mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "faults", disk.toString())
                .redirectErrorStream(true)
                .start();
        if (mount.waitFor() != 0) {
            var tally = new Tally(name);
            tally.note("not carried out, since this user may not mount a small disk: "
                    + new String(mount.getInputStream().readAllBytes()).strip());
            return tally;
        }
        try {
            var outfit = Outfit.plain().set("log.directory", disk.toString());
            var filler = disk.resolve("filler");
            return Rounds.of(name, rig -> {
                        fill(filler);
                        Poll.pass(0.7);
                        Files.delete(filler);
                    })
                    .with(outfit)
                    .run(site, brief);
        } finally {
            new ProcessBuilder("umount", "--lazy", disk.toString()).start().waitFor();
        }
    }

    private static void fill(Path filler) throws IOException {
        try (var out = Files.newOutputStream(filler)) {
            for (var block = new byte[4096]; ; ) {
                out.write(block);
            }
        } catch (IOException full) {
            // as wanted
        }
    }
}
