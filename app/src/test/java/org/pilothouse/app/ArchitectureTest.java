package org.pilothouse.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The borders that keep the console in layers. */
class ArchitectureTest {
    private static final String APP = "org.pilothouse.app";
    private static JavaClasses console;

    @BeforeAll
    static void read() {
        console = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(APP);
    }

    @Test
    void modelsAndActionsNeedNoToolkit() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Model")
                .or()
                .haveSimpleNameEndingWith("Action")
                .or()
                .resideInAnyPackage(
                        APP + ".action..",
                        APP + ".command..",
                        APP + ".config..",
                        APP + ".connection..",
                        APP + ".live..",
                        APP + ".operation..",
                        APP + ".presentation..",
                        APP + ".problem..",
                        APP + ".navigation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..",
                        "javafx.stage..",
                        "javafx.application..",
                        "javafx.animation..",
                        "javafx.css..",
                        "atlantafx..",
                        "org.kordamp.ikonli.javafx..")
                .check(console);
    }

    @Test
    void onlyTheCompositionRootKnowsTheLocalGateway() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("EmbeddedGateway")
                .and()
                .haveNameNotMatching(".*EmbeddedGateway\\$.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pilothouse.gateway..")
                .check(console);
    }

    @Test
    void nobodyReachesAroundTheClientOrTouchesTheEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "okhttp3..", "okio..", "com.github.dockerjava..", "org.eclipse.jetty..", "java.net.http..")
                .check(console);
    }

    @Test
    void onlyTheTakeoverKnowsTheViewer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(APP + ".takeover..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.pilothouse.rfb..")
                .check(console);
    }

    @Test
    void noAwtAndNoBareOutput() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..", "java.util.logging..")
                .check(console);
        noClasses()
                .that()
                .doNotHaveSimpleName("Launcher")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(console);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(APP + ".(*)..").should().beFreeOfCycles().check(console);
    }
}
