using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;

static class Producer
{
    static readonly string Changes = Environment.GetEnvironmentVariable("CARILLON_URL") + "/api/v1/changes";
    static readonly int[] Pauses = { 1, 5, 30 }; // seconds before each further attempt
    static readonly HttpClient Client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };

    static void Main()
    {
        Client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("CARILLON_KEY"));
        Console.WriteLine("accepted " + Report("[{\"id\":\"csharp-1\",\"organizationId\":12345,\"eventType\":\"team.updated\","
            + "\"resourceId\":\"ab9f4201\",\"data\":{\"name\":\"Otters\"}}]").Result);
    }

    // Reports changes until they are accepted. Each has an id of its own, so that sending it again has no second effect.
    static async Task<string> Report(string changes)
    {
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt == Pauses.Length;
            try
            {
                var answer = await Client.PostAsync(Changes, new StringContent(changes, Encoding.UTF8, "application/json"));
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode)
                {
                    return text;
                }
                if (isLast || !new[] { 408, 429, 500, 503 }.Contains((int) answer.StatusCode))
                {
                    throw new InvalidOperationException(text); // the problem says what is wrong
                }
            }
            catch (HttpRequestException) when (!isLast)
            {
                // no answer: send it again
            }
            catch (TaskCanceledException) when (!isLast)
            {
                // no answer in time: send it again
            }
            await Task.Delay(TimeSpan.FromSeconds(Pauses[attempt]));
        }
    }
}
