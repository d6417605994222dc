package io.carillon.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the entities that a class writes without SQL: by {@code persist}, {@code merge} and {@code remove}, by a method that
 * changes the entity, and by the criteria API, which counts as {@link #UNKNOWN}.
 */
final class WrittenEntities {

    /** In place of an entity that the source does not show. */
    static final String UNKNOWN = "(an unknown entity)";

    private static final Set<String> CALLS = Set.of("persist", "merge", "remove");
    private static final Set<String> CRITERIA = Set.of("createCriteriaUpdate", "createCriteriaDelete");
    private static final Pattern ARGUMENT =
            Pattern.compile("\\.\\s*(?:persist|merge|remove)\\(\\s*(?:new\\s+(\\w+)|(\\w+)\\s*\\))");

    private WrittenEntities() {
    }

    /** Returns the simple names of the entities that {@code user} writes; {@code source} is the text of its file. */
    static List<String> of(JavaClass user, String source) {
        return Stream.of(given(user, source), changed(user), criteria(user)).flatMap(names -> names).toList();
    }

    private static Stream<String> given(JavaClass user, String source) {
        return user.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isAssignableTo(EntityManager.class) && CALLS.contains(call.getName()))
                .map(call -> argument(call, source));
    }

    /** The type of the argument: of {@code new}, or of the last variable of that name that is declared before the call. */
    private static String argument(JavaMethodCall call, String source) {
        int line = source.lines().limit(call.getLineNumber() - 1L).mapToInt(text -> text.length() + 1).sum();
        return ARGUMENT.matcher(source).results().filter(found -> found.end() > line).findFirst()
                .map(found -> found.group(1) != null ? found.group(1) : declared(found, source)).orElse(UNKNOWN);
    }

    private static String declared(MatchResult argument, String source) {
        Pattern declaration = Pattern.compile("\\b([A-Z]\\w*) " + argument.group(2) + "\\s*[=;:,)]");
        return declaration.matcher(source.substring(0, argument.start()))
                .results().reduce((earlier, later) -> later).map(found -> found.group(1)).orElse(UNKNOWN);
    }

    /** The entities of which it calls a method that changes a field, or changes a field itself. */
    private static Stream<String> changed(JavaClass user) {
        Stream<JavaClass> byMethods = user.getMethodCallsFromSelf().stream()
                .flatMap(call -> call.getTarget().resolveMember().stream())
                .filter(method -> method.getOwner().isAnnotatedWith(Entity.class) && changesAField(method))
                .map(JavaMethod::getOwner);
        Stream<JavaClass> byFields = user.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getAccessType() == AccessType.SET).map(JavaFieldAccess::getTargetOwner);
        return Stream.concat(byMethods, byFields)
                .filter(written -> written.isAnnotatedWith(Entity.class) && !written.equals(user))
                .map(JavaClass::getSimpleName);
    }

    private static boolean changesAField(JavaMethod method) {
        return method.getFieldAccesses().stream().anyMatch(access -> access.getAccessType() == AccessType.SET
                        && access.getTargetOwner().equals(method.getOwner()))
                || method.getMethodCallsFromSelf().stream().flatMap(call -> call.getTarget().resolveMember().stream())
                        .filter(called -> called.getOwner().equals(method.getOwner()) && !called.equals(method))
                        .anyMatch(WrittenEntities::changesAField);
    }

    private static Stream<String> criteria(JavaClass user) {
        return user.getMethodCallsFromSelf().stream().filter(call -> CRITERIA.contains(call.getName())).map(call -> UNKNOWN);
    }
}
