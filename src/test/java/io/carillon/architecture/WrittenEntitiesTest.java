package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link WrittenEntities} on small classes. */
class WrittenEntitiesTest {

    private static final Path SOURCE = Path.of("src/test/java/io/carillon/architecture/WrittenEntitiesTest.java");

    @Test
    void aNewEntityIsWritten() throws IOException {
        assertThat(written(Creates.class), is(List.of("Note")));
    }

    @Test
    void aVariableHasTheTypeOfItsDeclaration() throws IOException {
        assertThat(written(Removes.class), is(List.of("Other")));
        assertThat(written(Merges.class), is(List.of("Note")));
    }

    @Test
    void anExpressionOfAnUnknownTypeIsUnknown() throws IOException {
        assertThat(written(RemovesAnything.class), is(List.of(WrittenEntities.UNKNOWN)));
    }

    @Test
    void aMethodThatChangesAFieldWrites() throws IOException {
        assertThat(written(Changes.class), is(List.of("Note")));
        assertThat(written(ChangesWithinAnotherMethod.class), is(List.of("Note")));
        assertThat(written(ChangesTheField.class), is(List.of("Note")));
    }

    @Test
    void readingAndOtherRemovesWriteNothing() throws IOException {
        assertThat(written(Reads.class), is(List.of()));
    }

    @Test
    void theCriteriaApiIsUnknown() throws IOException {
        assertThat(written(Criteria.class), is(List.of(WrittenEntities.UNKNOWN)));
    }

    private static List<String> written(Class<?> type) throws IOException {
        return WrittenEntities.of(new ClassFileImporter().importClasses(type, Note.class, Other.class).get(type),
                Files.readString(SOURCE));
    }

    @Entity
    static class Note {
        @Id
        private String id;
        String text;

        String id() {
            return id;
        }

        void rename(String newId) {
            id = newId;
        }

        void rename() {
            rename("new");
        }
    }

    @Entity
    static class Other {
        @Id
        private String id;
    }

    static class Creates {
        void create(EntityManager anyName) {
            anyName.persist(
                    new Note());
        }
    }

    static class Removes {
        void remove(EntityManager entities) {
            Note value = new Note();
            value.id();
        }

        void removeOther(EntityManager entities, Other value) {
            entities.remove(value);
        }
    }

    static class Merges {
        void merge(EntityManager entities) {
            Note value = new Note();
            entities.merge(value);
        }
    }

    static class RemovesAnything {
        void remove(EntityManager entities, List<Object> found) {
            entities.remove(found.get(0));
        }
    }

    static class Changes {
        void change(Note note) {
            note.rename("other");
        }
    }

    static class ChangesWithinAnotherMethod {
        void change(Note note) {
            note.rename();
        }
    }

    static class ChangesTheField {
        void change(Note note) {
            note.text = "other";
        }
    }

    static class Reads {
        String read(List<Note> notes) {
            return notes.remove(0).id();
        }
    }

    static class Criteria {
        void delete(EntityManager entities) {
            entities.createQuery(entities.getCriteriaBuilder().createCriteriaDelete(Note.class)).executeUpdate();
        }
    }
}
