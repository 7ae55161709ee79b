package org.pilothouse.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The one direction: http -> ws -> operator -> run -> approval, artifact, policy -> control -> fleet -> store, engine. */
@AnalyzeClasses(packagesOf = LocalGateway.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.pilothouse.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_DOCKER = noClasses()
            .that()
            .resideOutsideOfPackage("..engine.docker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule ONLY_THE_FACES_KNOW_HTTP = noClasses()
            .that()
            .resideInAnyPackage(
                    "..control..",
                    "..fleet..",
                    "..store..",
                    "..engine..",
                    "..relay..",
                    "..run..",
                    "..approval..",
                    "..artifact..",
                    "..policy..",
                    "..activity..",
                    "..operator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule ONLY_THE_STORE_KNOWS_SQL = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule THE_CONTROL_PLANE_KNOWS_NO_RUNS = noClasses()
            .that()
            .resideInAnyPackage("..control..", "..fleet..", "..store..", "..activity..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..gateway.run..", "..gateway.approval..", "..gateway.artifact..", "..gateway.policy..");
}
