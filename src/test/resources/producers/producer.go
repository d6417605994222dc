package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"time"
)

type change struct {
	ID             string         `json:"id"` // of its own, so that sending it again has no second effect
	OrganizationID int64          `json:"organizationId"`
	EventType      string         `json:"eventType"`
	ResourceID     string         `json:"resourceId"`
	Data           map[string]any `json:"data,omitempty"`
}

var (
	client = http.Client{Timeout: 20 * time.Second}
	pauses = []time.Duration{time.Second, 5 * time.Second, 30 * time.Second} // before each further attempt
	lost   = []int{0, 408, 429, 500, 503}                                    // 0: no answer
)

// report sends changes until they are accepted, and returns the answer.
func report(changes ...change) (string, error) {
	body, err := json.Marshal(changes)
	if err != nil {
		return "", err
	}
	for attempt := 0; ; attempt++ {
		status, text, err := post(body)
		if status == http.StatusAccepted && err == nil {
			return text, nil
		}
		if attempt == len(pauses) || !slices.Contains(lost, status) {
			return "", fmt.Errorf("status %d: %s %v", status, text, err) // the problem says what is wrong
		}
		time.Sleep(pauses[attempt])
	}
}

func post(body []byte) (int, string, error) {
	request, err := http.NewRequest(http.MethodPost, os.Getenv("CARILLON_URL")+"/api/v1/changes", bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("CARILLON_KEY"))
	request.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, "", err
	}
	return answer.StatusCode, string(text), nil
}

func main() {
	accepted, err := report(change{ID: "go-1", OrganizationID: 12345, EventType: "team.updated", ResourceID: "ab9f4201",
		Data: map[string]any{"name": "Otters"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("accepted", accepted)
}
