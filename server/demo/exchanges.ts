// What people of the demo clinic write to each other: `p` the patient, `c` the clinician; `[one|other]` is chosen by chance.

/** Between a patient and their clinician. The first line may carry a subject after `#`. */
export const careExchanges = `
# Sleep diary
p Hi {c}, I kept the sleep diary all week like you suggested. I'm averaging about [five|five and a half|six] hours, mostly waking around [three|four].
c Thank you for keeping it up, {p}, a full week is not easy. Do you notice anything in common on the nights you wake?
p Looking back, it's nearly always when I've been on my phone until late. And Sundays, [because of work on Monday|before the school week starts].
c That's a really useful pattern to have spotted. Shall we try the phone in the kitchen after ten for a week, and see what Sunday does?
p [I can try that|OK, that sounds doable]. The alarm clock from the attic is coming back out!

# Next appointment
p Hello, could I move my [Tuesday|Thursday] appointment? I have [a dentist visit|a meeting at my son's school|to take my mum to hospital] at the same time.
c Of course. I can offer [Wednesday at 10:00|Wednesday at 15:30|Friday at 9:30] or [Monday at 14:00|Monday at 16:30], both at the clinic.
p The first one works. Thank you for sorting it so quickly.
c Done, you're booked in. See you then, {p}.

p I tried the breathing exercise on the bus this morning. Four in, six out, like you showed me. I got off at my own stop for once.
c That is a big step, and you did it in a real situation rather than at home. How was the anxiety at the start and at the end, out of ten?
p Maybe an [eight|seven] when the doors closed and a [four|five] by the time I got off.
c So it came down while you stayed. That's exactly what we were hoping you'd see for yourself. Same bus tomorrow?
p Same bus tomorrow. [Wish me luck.|I'll tell you how it goes.]

# Side effects
p Since the dose went up on [Monday|Wednesday] I've felt [a bit sick in the mornings|quite drowsy after lunch|a little shaky in the afternoon]. Is that normal?
c It's common in the first week or two and usually settles. Are you taking it [with food|with breakfast], and is anything else new?
p No, I've been taking it on an empty stomach. Nothing else, just tired.
c Try it with breakfast for the next few days. If it gets worse, or you get a rash or feel very restless, call the clinic the same day rather than writing here.
p Breakfast seems to have helped already. [Thanks.|Thank you, that was a relief.]

p Just wanted to say the family dinner went alright. I stayed for the whole thing and only stepped outside once.
c I'm so pleased to hear that, {p}. A month ago you weren't sure you'd go at all. What helped you go back in?
p I told myself what we'd written on the card. "I can leave, so I can stay."
c Those were your words, and they worked. Let's add this to the list of evidence on [Thursday|Tuesday].

# Homework from last session
p I've done the thought record for three situations. The one about my [manager|sister|neighbour] was hard, I couldn't think of another explanation at first.
c Three is plenty. Being stuck on the alternative column is the most common place to be stuck. What would you say to a friend who told you the same story?
p That [the other person|they] probably had a bad day and it wasn't about me.
c There's your alternative thought. Bring the sheet along and we'll look at how much you believe it.

p I've been feeling flat again this week. Not like in [February|the winter], but I've cancelled on friends twice.
c Thank you for telling me early, that's just what we agreed. Are you eating and getting out of the house?
p Eating yes. Out only for [work|the shop].
c Let's go back to the smallest version: a ten-minute walk after breakfast, whatever the weather, and one message to one friend. Can you write to me on Friday how it went?
p OK. Ten minutes I can do.
p Friday report: walked [four|five] days out of five, and had a coffee with [Maya|Sam|Priya]. It was actually nice.
c That's wonderful. Notice that the doing came before the feeling. More of the same next week?

# Letter for work
p My employer is asking for a letter about the reduced hours. Is that something you can write?
c Yes. I'd say that you are under our care and that reduced hours are recommended until [the end of next month|the spring], without naming a diagnosis. Is that all right for you?
p That's perfect, I'd rather they didn't know the details.
c It will be ready for you at reception from [Wednesday|Thursday]. You decide who sees it.

p Question about the group on [Wednesdays|Mondays]: do I have to speak in the first session?
c Not at all. Most people only say their first name in the first week, and some not even that. You can sit near the door if it helps.
p That helps a lot. I'll give it a try.
c Good. I'll let the group leaders know you might prefer to listen at first.
p So I went. I said my name and then [laughed at someone's joke|told them about my dog]. Didn't see that coming.

# Panic at the supermarket
p Had a panic attack in the supermarket yesterday, left the trolley in the middle of the aisle. I feel stupid.
c I'm sorry, {p}, that's a horrible experience. It says nothing about being stupid: your alarm went off, and you did what alarms tell us to do. How are you today?
p Better. Embarrassed. I'm worried I won't be able to go back.
c Going back soon, and for a short time, is what stops it growing. Could you go at a quiet hour, just for milk, with [your partner|a friend|your sister] waiting outside?
p We went at eight this morning. Milk AND bread. Heart was racing but I did it.
c Milk and bread! I'm really glad you told me. That was the hardest one.

p I've been using the app for the mood log. Should I send it to you or just bring it along?
c Just bring it along, we'll look at it together on the screen. No need to send anything.
p Great, one thing less to do :)

# Question about tapering
p I have been well for [seven|eight|nine] months now. When could we think about reducing the tablets?
c That's a good question to ask at this point. Guidance is to stay on for at least six months after feeling well, longer if there were earlier episodes. Let's plan it together rather than rush it.
p I don't want to rush. I just don't want to take them for ever without thinking about it.
c Understood. I'll set aside half of our next session for it, and we'll write down what early warning signs would look like for you.

p The first session with my [daughter|son] went better than I thought. [She|He] talked more in the car home than in the last three weeks.
c Thank you for sharing that. The car is a classic: side by side, no eye contact. Keep some car time in the week if you can.
p We're getting chips on Fridays now. Don't tell the dietician.
c Your secret is safe with me.

# Holiday cover
c A short note that I'm away from the [12th to the 19th|3rd to the 10th]. {o} covers for me and knows the plan. In an emergency please use the urgent help button or ring 999, as always.
p Thanks for letting me know. Have a good break, you deserve it.
c Thank you, {p}. I'll write when I'm back.

p Rough night. Nightmares again, the same one. I'm not in danger, I just wanted to tell someone who understands.
c I'm glad you wrote. It makes sense that they're louder in the weeks around the anniversary. Did you try the grounding with the cold water and the five things?
p Yes, it took a while, but it got me back into the room. Then I made tea and watched the birds until it got light.
c That is you looking after yourself, at the hardest hour. We'll start on [Monday|Tuesday] with the nightmare work we talked about, and go at your pace.
p Thank you. That helps.

# Blood test
c Your blood results are back and they're all in range, including the [thyroid|lithium level|liver values]. Nothing to change for now.
p Phew, thank you! When is the next one due?
c In [three|six] months. Reception will send you a reminder.

p I said no to my [boss|brother|mother-in-law] today. Out loud. With a full stop at the end.
c A full stop! How did it feel in the body?
p Terrible for an hour. Then quite tall.
c "Quite tall" is going in my notebook. Well done, {p}.

# Parking at the new building
p Is there parking at the new building? I'd rather not take the [tram|train] yet.
c There are six places behind the house, free for two hours. Enter from [Mill Lane|Canal Street], the sign is easy to miss.
p Found it on the map, thanks.

p I slipped and had [two glasses|a bottle] of wine on Saturday, after [forty|sixty] days. I nearly didn't tell you.
c Thank you for telling me. [Forty|Sixty] days happened, and they still count. What was going on just before the first glass?
p Argument on the phone with my ex. Then the shop was right there.
c So we've learned something about arguments and the way home. Are you safe and well today?
p Yes. Poured the rest away on Sunday. Back at day [two|three].
c That's a strong thing to do. Let's map a different way home on [Thursday|Friday].

# Worksheets
c As promised, the worksheets on worry time are at reception in an envelope with your name. Fifteen minutes a day, same chair, same hour.
p Picked them up. Is it alright if my worry time is at [half past four|five]? The kids are at football then.
c Perfect, as long as it isn't in bed.
p Day three: the worries don't seem to keep to the timetable.
c They will protest at first. Write them on the list and tell them to come back at [half past four|five].

p Small win: I opened the post. All of it. There was nothing terrible, only a pizza leaflet and the water bill.
c That's not a small one! How long had the pile been there?
p Since [Easter|my birthday|the summer]...
c Then you've earned a pizza.

# Before our session
c Looking forward to seeing you on [Tuesday|Wednesday], {p}. Is there something you'd like to make sure we get to?
p Yes, the move. I keep making lists and then not starting.
c Thank you, I've put it first.

p Could you remind me what the third step was, after noticing and naming?
c Of course: notice it, name it, then ask "what matters to me in the next ten minutes?" and do that.
p That's the one. Writing it on my hand.

# Results of the questionnaire
c I've gone through your questionnaire. Your score has come down from [19|17|21] to [11|9|12] since the spring. How does that fit with how you feel?
p I think it fits. There are normal days now. I'd forgotten about normal days.
c I'm very glad. Normal days are what we're here for.

p My [cat|dog] died on [Thursday|Sunday]. I know it's "only" a pet but I can't stop crying.
c I'm so sorry, {p}. There's no "only" about it: that was fourteen years of someone being pleased you came home. Crying is in proportion.
p Thank you for saying that. My colleagues don't really get it.
c Would it help to come a little earlier this week? I have [Wednesday at 11:00|Tuesday at 9:00] free.
p Yes please. I'd like that.
`;

/** What a patient wrote last and nobody has answered yet. */
export const openQuestions = `
p Hi {c}, I've started shaking again before work and I had to turn round at the gate this morning. Could we talk about it before [Thursday|next week]?

p Hello, the pharmacy says my prescription isn't there yet and I have tablets for [two|three] more days. Could you have a look?

p I'm not sure the new plan is working for me. I haven't slept properly since [Sunday|the weekend] and everything feels very loud.
p Sorry for writing twice. I'm safe, I just feel worn out.

p Would it be possible to have our next session by video? I've got a [cold|sick child at home] and don't want to bring it to the waiting room.

p Good news for once: I got the job! I start on [Monday|the first]. Can we find a time in the evening from now on?

p Could you tell me whether I may take an antihistamine with my tablets? The hay fever is awful.

p I wrote the letter to my dad that we talked about. I don't know whether to send it. Can I read it to you first?

p Is the relaxation recording you mentioned on the website? I couldn't find it.
`;

/** What a clinician wrote last. */
export const openAnswers = `
c Hello {p}, I've had a cancellation on [Thursday at 14:00|Friday at 11:30]. Would you like it? Just let me know by tomorrow evening.

c Hi {p}, how did the first day go? A line or two is plenty.

c I've asked the practice to send the prescription today, it should be at the pharmacy by [three|four] this afternoon.

c Thinking of you after yesterday's session. It's normal to feel a bit raw for a day or two. Be kind to yourself, and write if it doesn't ease.

c The relaxation recording is on a card at reception, ask for the blue one. Ten minutes before bed is a good start.
`;

export const colleagueExchanges = `
# Cover next week
a Could you cover my urgent messages from the 12th to the 19th? It's usually two or three a day.
b Of course. Anything I should know about?
a One person is in the second week of a dose increase, I've put it in the handover note. Otherwise all calm.
b Got it. Have a lovely time.

# Supervision
a Can I bring a case on Thursday? I'm unsure about the pacing of the trauma work.
b Yes please, I'll keep half an hour. Sketch the timeline beforehand, that often shows it.
a Will do, thank you.

a The Wednesday group has one place left. Do you have anyone who'd fit?
b I have someone in mind who is nearly ready. I'll ask them this week.
`;

export const deskExchanges = `
# Changing my e-mail address
p Hello, how do I change the e-mail address on my account? I can't get into the old one any more.
a Hello, and thanks for asking. You'll find it in your account settings. If you get stuck, tell me and we'll do it together on the phone.
p Found it, it was easier than I thought. Thank you!

# Who can read this
p Can anybody at the clinic read what I write to my psychologist?
a No. Only the two of you can. I look after the accounts and can see that messages were sent, but never what is in them.
p That's good to know, thanks.
`;
